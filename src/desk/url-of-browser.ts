/** Stands in for the package `url-parse`: see `astro.config.mjs`. */
export default URL;
