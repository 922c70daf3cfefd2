/** The slug of an action or port: safe as a file name, URL segment and git ref. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const SLUG_LENGTH = 64;
