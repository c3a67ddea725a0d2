import type { Service } from '../../../kube/types.ts';
import type { Expected } from '../../spec.ts';
import { fqdnOf, split } from '../../view.ts';

/** One expected way of a request, with what its hops share. */
export interface Way extends Expected<'answers'> {
  namespace: string;
  name: string;
  /** The Service's full name. */
  fqdn: string;
  url: string;
  /** kubectl's words for a command in the learner's client Pod. */
  exec: string;
}

export function wayOf(spec: Expected<'answers'>, clientNamespace: string): Way {
  const [namespace, name] = split(spec.service);
  const fqdn = fqdnOf(spec.service);
  return {
    ...spec,
    namespace,
    name,
    fqdn,
    url: `http://${fqdn}:${spec.port}${spec.path}`,
    exec: `kubectl exec -n ${spec.from?.namespace ?? clientNamespace} client --`,
  };
}

export function portOf(service: Service, port: number) {
  return service.spec.ports?.find((entry) => entry.port === port && (entry.protocol ?? 'TCP') === 'TCP');
}
