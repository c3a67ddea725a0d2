import type { Report } from '../../checker/report.ts';

/** Detail of the `lab-result` event, sent after each check. */
export interface LabResultDetail {
  scenario: string;
  report: Report;
  /** Lines that the learner entered in the terminal since the lab was started. */
  commands: number;
}

/** Detail of the `lab-started` event. */
export interface LabStartedDetail {
  scenario: string;
  where: 'page' | 'kind';
}

/** Detail of the `lab-command` event: a line entered in the terminal of a cluster in the page. */
export interface LabCommandDetail {
  scenario: string;
  line: string;
}
