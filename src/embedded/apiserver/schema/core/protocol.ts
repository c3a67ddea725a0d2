import { string } from '../build.ts';

/** TCP, UDP or SCTP, as ports of all kinds declare it. */
export const protocol = (description: string) =>
  string({
    goType: 'v1.Protocol',
    enum: ['SCTP', 'TCP', 'UDP'],
    description: `${description}\n\nPossible enum values:\n - \`"SCTP"\` is the SCTP protocol.\n - \`"TCP"\` is the TCP protocol.\n - \`"UDP"\` is the UDP protocol.`,
  });
