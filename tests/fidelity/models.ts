import { openBench } from './bench.ts';

/**
 * What the recordings themselves say of three of theirs: the network of one did not do its work, and two count only
 * where the embedded cluster offers what they are about. A transcript by any other name counts.
 */
const noModel: Readonly<Record<string, { reason: string; offered?: string }>> = {
  'networkpolicy-not-enforced': {
    reason: 'the recorded network did not enforce NetworkPolicy; the embedded one does',
  },
  'kind-cli': {
    reason: 'it is the kind command itself, and there is no kind in the page',
    offered: 'kind get clusters',
  },
  'node-not-ready': {
    reason: 'it stops a kubelet with systemctl on its node, which the embedded cluster does not offer',
    offered: 'docker exec kind-worker2 systemctl is-active kubelet',
  },
};

/** Which of these transcripts are left out of the measure, and why. */
export async function leftOut(names: readonly string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const known = noModel[name];
    if (known && !(known.offered !== undefined && (await succeeds(known.offered))))
      found[name] = known.reason;
  }
  return found;
}

async function succeeds(command: string): Promise<boolean> {
  const bench = await openBench();
  try {
    return (await bench.run(command)).exitCode === 0;
  } finally {
    await bench.close();
  }
}
