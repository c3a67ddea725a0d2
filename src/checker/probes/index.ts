import type { Probe } from '../probe.ts';
import type { CheckSpec, Expectation } from '../spec.ts';
import { answersProbes } from './answers/index.ts';
import { canaryProbe } from './canary.ts';
import { dnsProbes } from './dns.ts';
import { drainsProbe } from './drains.ts';
import { keepsProbe } from './keeps.ts';
import { kubeProxyProbe } from './kube-proxy.ts';
import { outsideProbe } from './outside.ts';
import { refusedProbe } from './refused.ts';
import { resolvesProbe } from './resolves.ts';
import { straysProbe } from './strays.ts';
import { workloadProbe } from './workload.ts';

/** All probes of a check, in the order of its expectations; of several with one id the later are numbered. */
export function probesOf({ client, expect }: CheckSpec): Probe[] {
  const counts = new Map<string, number>();
  return expect
    .flatMap((expectation) => probesFor(expectation, client.namespace))
    .map((probe) => {
      const count = (counts.get(probe.id) ?? 0) + 1;
      counts.set(probe.id, count);
      return count === 1 ? probe : { ...probe, id: `${probe.id}-${count}` };
    });
}

function probesFor(expectation: Expectation, namespace: string): Probe[] {
  switch (expectation.probe) {
    case 'answers':
      return answersProbes(expectation, namespace);
    case 'resolves':
      return [resolvesProbe(expectation, namespace, `name:${expectation.name}`)];
    case 'dns':
      return dnsProbes(expectation);
    case 'refused':
      return [refusedProbe(expectation, 'refused')];
    case 'workload':
      return [workloadProbe(expectation, 'workload')];
    case 'keeps':
      return [keepsProbe(expectation, `keeps:${expectation.kind}/${expectation.object}`)];
    case 'outside':
      return [outsideProbe(expectation, 'outside')];
    case 'canary':
      return [canaryProbe()];
    case 'kube-proxy':
      return [kubeProxyProbe()];
    case 'drains':
      return [drainsProbe(expectation, 'drains')];
    case 'strays':
      return [straysProbe(expectation, `strays:${expectation.namespace}`)];
  }
}
