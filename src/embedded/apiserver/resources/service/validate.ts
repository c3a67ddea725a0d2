import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, ServicePort, ServiceSpec } from '../../../../kube/types.ts';
import { duplicate, forbidden, invalid, invalidAll, oneOf, required, unsupported } from '../common/causes.ts';
import { specOf } from '../common/fields.ts';
import { validateCIDR, validateEndpointIP, validateIP } from '../common/ip.ts';
import { validateLabels } from '../common/labels.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import { dnsLabel, dnsSubdomain, portName, portNumber, qualifiedName } from '../common/names.ts';
import { validateClusterIPs, validateClusterIPsUpdate } from './cluster-ips.ts';
import { isExternallyAccessible, isHeadless, needsClusterIP, needsHealthCheckPort } from './kinds.ts';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const protocols = ['SCTP', 'TCP', 'UDP'];
const policies = ['Cluster', 'Local'];
const kubeletPort = 10250;

/** Models kubernetes pkg/apis/core/validation ValidateService: the order of the causes is the server's. */
export function validateService(object: AnyObject): StatusCause[] {
  const spec = specOf<ServiceSpec>(object);
  const ports = spec.ports ?? [];
  const names = new Set<string>();
  return [
    ...validateMetadata(object, dnsLabel),
    ...(ports.length === 0 && !isHeadless(spec) && spec.type !== 'ExternalName'
      ? [required('spec.ports')]
      : []),
    ...validateForType(spec),
    ...ports.flatMap((port, i) => validatePort(port, `spec.ports[${i}]`, ports.length > 1, names)),
    ...validateLabels('spec.selector', spec.selector),
    ...validateAffinity(spec),
    ...validateClusterIPs(spec),
    ...validateExternalIPs(spec),
    ...oneOf('spec.type', spec.type, types, 'required'),
    ...validateNodePorts(spec),
    ...validateSourceRanges(spec),
    ...validateLoadBalancerFields(spec),
    ...validateTrafficPolicies(spec),
  ];
}

/** Models ValidateServiceUpdate. */
export function validateServiceUpdate(object: AnyObject, old: AnyObject): StatusCause[] {
  const spec = specOf<ServiceSpec>(object);
  const before = specOf<ServiceSpec>(old);
  const classChanged =
    spec.type === 'LoadBalancer' &&
    before.type === 'LoadBalancer' &&
    spec.loadBalancerClass !== before.loadBalancerClass;
  return [
    ...validateMetadataUpdate(object, old),
    ...validateClusterIPsUpdate(spec, before),
    ...(classChanged
      ? [invalid('spec.loadBalancerClass', spec.loadBalancerClass ?? null, 'may not change once set')]
      : []),
    ...validateService(object),
  ];
}

function validateForType(spec: ServiceSpec): StatusCause[] {
  const notHeadless = isHeadless(spec)
    ? [invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${spec.type} services`)]
    : [];
  switch (spec.type) {
    case 'LoadBalancer': {
      const text = `may not expose port ${kubeletPort} externally since it is used by kubelet`;
      return [
        ...(spec.ports ?? []).flatMap(({ port }, i) =>
          port === kubeletPort ? [invalid(`spec.ports[${i}]`, port, text)] : [],
        ),
        ...notHeadless,
      ];
    }
    case 'NodePort':
      return notHeadless;
    case 'ExternalName': {
      const text = 'may not be set for ExternalName services';
      const name = (spec.externalName ?? '').replace(/\.$/, '');
      return [
        ...(spec.clusterIPs?.length ? [forbidden('spec.clusterIPs', text)] : []),
        ...(spec.ipFamilies?.length ? [forbidden('spec.ipFamilies', text)] : []),
        ...(spec.ipFamilyPolicy === undefined ? [] : [forbidden('spec.ipFamilyPolicy', text)]),
        ...(name === ''
          ? [required('spec.externalName')]
          : invalidAll('spec.externalName', name, dnsSubdomain(name))),
      ];
    }
    default:
      return [];
  }
}

function validatePort(
  port: ServicePort,
  path: string,
  nameNeeded: boolean,
  names: Set<string>,
): StatusCause[] {
  const causes: StatusCause[] = [];
  if (port.name) {
    causes.push(...invalidAll(`${path}.name`, port.name, dnsLabel(port.name)));
    if (names.has(port.name)) causes.push(duplicate(`${path}.name`, port.name));
    names.add(port.name);
  } else if (nameNeeded) causes.push(required(`${path}.name`));
  const target = port.targetPort ?? 0;
  return [
    ...causes,
    ...invalidAll(`${path}.port`, port.port, portNumber(port.port)),
    ...oneOf(`${path}.protocol`, port.protocol, protocols, 'required'),
    ...invalidAll(
      `${path}.targetPort`,
      target,
      typeof target === 'number' ? portNumber(target) : portName(target),
    ),
    ...(port.appProtocol === undefined
      ? []
      : invalidAll(`${path}.appProtocol`, port.appProtocol, qualifiedName(port.appProtocol))),
  ];
}

function validateAffinity(spec: ServiceSpec): StatusCause[] {
  const causes = oneOf('spec.sessionAffinity', spec.sessionAffinity, ['ClientIP', 'None'], 'required');
  if (spec.sessionAffinity !== 'ClientIP') return causes;
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 0;
  if (seconds > 0 && seconds <= 86400) return causes;
  const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
  return [...causes, invalid(field, seconds, 'must be greater than 0 and less than 86400')];
}

function validateExternalIPs(spec: ServiceSpec): StatusCause[] {
  return (spec.externalIPs ?? []).flatMap((ip, i) => {
    const field = `spec.externalIPs[${i}]`;
    const causes = validateIP(field, ip);
    return causes.length > 0 ? causes : validateEndpointIP(field, ip);
  });
}

function validateNodePorts(spec: ServiceSpec): StatusCause[] {
  const ports = spec.ports ?? [];
  const causes: StatusCause[] = [];
  if (spec.type === 'ClusterIP') {
    ports.forEach(({ nodePort }, i) => {
      if (!nodePort) return;
      causes.push(forbidden(`spec.ports[${i}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
    });
  }
  const nodePorts = new Set<string>();
  ports.forEach(({ protocol, nodePort }, i) => {
    if (!nodePort) return;
    const key = `${protocol} ${nodePort}`;
    if (nodePorts.has(key)) causes.push(duplicate(`spec.ports[${i}].nodePort`, nodePort));
    nodePorts.add(key);
  });
  const numbers = new Set<string>();
  ports.forEach(({ protocol, port }, i) => {
    const key = `${protocol} ${port}`;
    if (numbers.has(key)) {
      // The server compares, and prints, an entry that holds nothing but these two.
      const value = {
        Name: '',
        Protocol: protocol,
        AppProtocol: null,
        Port: port,
        TargetPort: 0,
        NodePort: 0,
      };
      causes.push(duplicate(`spec.ports[${i}]`, value));
    }
    numbers.add(key);
  });
  return causes;
}

function validateSourceRanges(spec: ServiceSpec): StatusCause[] {
  const ranges = spec.loadBalancerSourceRanges ?? [];
  if (ranges.length === 0) return [];
  const field = 'spec.LoadBalancerSourceRanges';
  return [
    ...(spec.type === 'LoadBalancer' ? [] : [onlyLoadBalancer(field)]),
    ...ranges.flatMap((range, i) => validateCIDR(`${field}[${i}]`, range.trim())),
  ];
}

const onlyLoadBalancer = (field: string) =>
  forbidden(field, "may only be used when `type` is 'LoadBalancer'");

function validateLoadBalancerFields(spec: ServiceSpec): StatusCause[] {
  const { loadBalancerClass: name } = spec;
  if (spec.type === 'LoadBalancer') {
    return name === undefined ? [] : invalidAll('spec.loadBalancerClass', name, qualifiedName(name));
  }
  return [
    ...(spec.allocateLoadBalancerNodePorts === undefined
      ? []
      : [onlyLoadBalancer('spec.allocateLoadBalancerNodePorts')]),
    ...(name === undefined ? [] : [onlyLoadBalancer('spec.loadBalancerClass')]),
  ];
}

function validateTrafficPolicies(spec: ServiceSpec): StatusCause[] {
  const { externalTrafficPolicy: external, healthCheckNodePort: healthPort = 0 } = spec;
  const { internalTrafficPolicy: internal, trafficDistribution: distribution } = spec;
  const causes: StatusCause[] = [];
  if (isExternallyAccessible(spec)) {
    causes.push(...oneOf('spec.externalTrafficPolicy', external, policies, 'required'));
  } else if (external) {
    const text = 'may only be set for externally-accessible services';
    causes.push(invalid('spec.externalTrafficPolicy', external, text));
  }
  const healthField = 'spec.healthCheckNodePort';
  if (needsHealthCheckPort(spec)) {
    causes.push(
      ...(healthPort === 0
        ? [required(healthField)]
        : invalidAll(healthField, healthPort, portNumber(healthPort))),
    );
  } else if (healthPort !== 0) {
    const text = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    causes.push(invalid(healthField, healthPort, text));
  }
  if (internal === undefined) {
    if (needsClusterIP(spec)) causes.push(required('spec.internalTrafficPolicy'));
  } else if (!policies.includes(internal)) {
    causes.push(unsupported('spec.internalTrafficPolicy', internal, policies));
  }
  const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  if (distribution !== undefined && !distributions.includes(distribution)) {
    causes.push(unsupported('spec.trafficDistribution', distribution, distributions));
  }
  return causes;
}
