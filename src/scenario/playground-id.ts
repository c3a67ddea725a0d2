const prefix = 'playground-';

/** What a lesson's commands run on, as a lab is opened by its id: a healthy cluster to try things out. */
export const playgroundId = (name: string): string => prefix + name;

/** @returns the name of src/content/playgrounds/<name>.yaml, or undefined for the id of another kind of lab */
export const playgroundName = (id: string): string | undefined =>
  id.startsWith(prefix) ? id.slice(prefix.length) : undefined;
