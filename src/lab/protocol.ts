import type { Localized, Report } from '../checker/report.ts';

/**
 * What the page and the one who runs the lab say to each other: a Web Worker for the embedded
 * cluster, the lab server's WebSocket for kind. Both ends of either speak exactly this.
 */
export type LabRequest =
  | { type: 'start'; id: number; scenario: string; language: Language; columns: number; rows: number }
  | { type: 'check'; id: number }
  | { type: 'solve'; id: number }
  | { type: 'reset'; id: number }
  | { type: 'stop'; id: number }
  | { type: 'input'; data: string }
  | { type: 'resize'; columns: number; rows: number }
  /** Answer to an `edit` event: the saved text, or null when closed unsaved. */
  | { type: 'edited'; edit: number; text: string | null };

export type Language = 'zh' | 'en';

export type LabEvent =
  /** Ends the request with that id. */
  | { type: 'done'; id: number; result: LabResult }
  | { type: 'failed'; id: number; problem: Problem }
  /** What is being done, for whatever takes over a second. */
  | { type: 'progress'; text: Localized }
  | { type: 'output'; data: string }
  /**
   * A line that the shell took into its history; one that is entered twice in a row comes once. Never
   * sent where the shell is a program behind a PTY, which keeps its history to itself.
   */
  | { type: 'command'; line: string }
  /** kubectl edit asks for an editor in the page. */
  | { type: 'edit'; edit: number; name: string; text: string }
  /** The terminal's shell ended. */
  | { type: 'closed'; problem?: Problem };

export type LabResult =
  | { kind: 'started' }
  | { kind: 'report'; report: Report }
  /** Which of the scenario's fixes was applied, its commands, and what they printed. */
  | { kind: 'solved'; fix: string; script: string; output: string }
  | { kind: 'reset' }
  | { kind: 'stopped' };

/** Every failure says what happened, what is unharmed, and what to do next. */
export interface Problem {
  what: Localized;
  unharmed: Localized;
  next: Localized;
  /** The underlying message, untranslated. */
  detail?: string;
}
