/** The words of the start, the list, the manuscript and the page. */
export const desk = {}
