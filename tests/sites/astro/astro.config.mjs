import { defineConfig, passthroughImageService } from "astro/config";

export default defineConfig({
  site: "https://orrinrecord.example",
  image: { service: passthroughImageService() },
});
