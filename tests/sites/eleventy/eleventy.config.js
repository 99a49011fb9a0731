export default function (config) {
  config.addPassthroughCopy({ "./public/": "/" });
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
}

export const config = {
  markdownTemplateEngine: "njk",
  htmlTemplateEngine: "njk",
  dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
};
