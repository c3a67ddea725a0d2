import type { Localized, Station } from '../../checker/report.ts';

/** What the commands are filled in with: whom to ask for, and from where. */
export interface Settings {
  service: string;
  namespace: string;
  /** The Service's port, as digits. */
  port: string;
  /** The Pod to ask from. */
  client: string;
}

/**
 * One answer that may be seen at a step. Texts may hold `code` in backticks, and {service}, {namespace},
 * {port} and {client}, as commands and outputs may.
 */
export interface Answer {
  /** Unique within its step. */
  id: string;
  /** All is well so far. */
  good?: true;
  /** By which the reader knows it. */
  seen: Localized;
  /** Lines that are printed, in order; others may stand between them. Addresses and names are examples. */
  output?: string;
  means: Localized;
  /** The id of the step that comes next, or of what was found. */
  to: string;
}

export interface Step {
  id: string;
  /** 0 is how it fails; the ten questions are 1 to 10. */
  number: number;
  station: Station;
  question: Localized;
  /** Scripts, each of one or several lines. */
  commands: readonly string[];
  /** What to know before one looks at the answers. */
  note: Localized;
  answers: readonly Answer[];
}

/** An end of the search: a cause, and what to do about it. */
export interface Finding {
  id: string;
  station: Station;
  /** In a few words, for the table: what one sees. */
  symptom: Localized;
  /** In a few words: what is wrong. */
  cause: Localized;
  /** What to look at and what to keep in mind when mending it. */
  look: Localized;
  command?: string;
  /** A page without its language, as `discovery/dns`. */
  lesson: string;
  /** Scenarios that train it. */
  labs: readonly string[];
  /** Faults of drills that it explains. */
  drills: readonly string[];
}

export interface Flow {
  steps: readonly Step[];
  findings: readonly Finding[];
}
