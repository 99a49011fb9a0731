/** The words of fields, pictures, review, publish and settings. */
export const tasks = {}
