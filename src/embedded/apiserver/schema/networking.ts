import { define, int32, int64, intOrString, list, string, strings, struct, time } from './build.ts';
import { TypedLocalObjectReference } from './core/references.ts';
import { defineObject, LabelSelector } from './meta.ts';

const networking = (name: string) => `io.k8s.api.networking.v1.${name}`;

const IPBlock = define(networking('IPBlock'), { cidr: string({ required: true }), except: strings() });

const NetworkPolicyPeer = define(networking('NetworkPolicyPeer'), {
  podSelector: struct(LabelSelector),
  namespaceSelector: struct(LabelSelector),
  ipBlock: struct(IPBlock),
});

const NetworkPolicyPort = define(networking('NetworkPolicyPort'), {
  protocol: string({ goType: 'v1.Protocol' }),
  port: intOrString(),
  endPort: int32(),
});

const NetworkPolicySpec = define(networking('NetworkPolicySpec'), {
  podSelector: struct(LabelSelector, {
    description: 'Pods the policy is about; an empty selector means all of the namespace.',
  }),
  ingress: list(
    define(networking('NetworkPolicyIngressRule'), {
      ports: list(NetworkPolicyPort),
      from: list(NetworkPolicyPeer),
    }),
    { description: 'What may reach the Pods. With none, and Ingress among policyTypes, nothing may.' },
  ),
  egress: list(
    define(networking('NetworkPolicyEgressRule'), {
      ports: list(NetworkPolicyPort),
      to: list(NetworkPolicyPeer),
    }),
    { description: 'What the Pods may reach.' },
  ),
  policyTypes: list(string({ goType: 'v1.PolicyType' }), { description: 'Ingress, Egress or both.' }),
});

export const NetworkPolicy = defineObject(
  networking('NetworkPolicy'),
  { spec: struct(NetworkPolicySpec, { description: 'What the policy allows.' }) },
  'NetworkPolicy describes what network traffic is allowed for a set of Pods',
);

const IngressBackend = define(networking('IngressBackend'), {
  service: struct(
    define(networking('IngressServiceBackend'), {
      name: string({ required: true }),
      port: struct(define(networking('ServiceBackendPort'), { name: string(), number: int32() })),
    }),
  ),
  resource: struct(TypedLocalObjectReference),
});

const HTTPIngressPath = define(networking('HTTPIngressPath'), {
  path: string(),
  pathType: string({
    required: true,
    goType: 'v1.PathType',
    enum: ['Exact', 'ImplementationSpecific', 'Prefix'],
  }),
  backend: struct(IngressBackend, { required: true }),
});

const IngressRule = define(networking('IngressRule'), {
  host: string(),
  http: struct(
    define(networking('HTTPIngressRuleValue'), { paths: list(HTTPIngressPath, { required: true }) }),
  ),
});

const IngressLoadBalancerIngress = define(networking('IngressLoadBalancerIngress'), {
  ip: string(),
  hostname: string(),
  ports: list(
    define(networking('IngressPortStatus'), {
      port: int32({ required: true }),
      protocol: string({ required: true, goType: 'v1.Protocol' }),
      error: string(),
    }),
  ),
});

export const Ingress = defineObject(
  networking('Ingress'),
  {
    spec: struct(
      define(networking('IngressSpec'), {
        ingressClassName: string(),
        defaultBackend: struct(IngressBackend),
        tls: list(define(networking('IngressTLS'), { hosts: strings(), secretName: string() })),
        rules: list(IngressRule),
      }),
    ),
    status: struct(
      define(networking('IngressStatus'), {
        loadBalancer: struct(
          define(networking('IngressLoadBalancerStatus'), { ingress: list(IngressLoadBalancerIngress) }),
        ),
      }),
    ),
  },
  'Ingress is a collection of rules that lead HTTP requests from outside to Services.',
);

export const IngressClass = defineObject(networking('IngressClass'), {
  spec: struct(
    define(networking('IngressClassSpec'), {
      controller: string(),
      parameters: struct(
        define(networking('IngressClassParametersReference'), {
          apiGroup: string(),
          kind: string({ required: true }),
          name: string({ required: true }),
          scope: string(),
          namespace: string(),
        }),
      ),
    }),
  ),
});

export const IPAddress = defineObject(
  networking('IPAddress'),
  {
    spec: struct(
      define(networking('IPAddressSpec'), {
        parentRef: struct(
          define(networking('ParentReference'), {
            group: string({ description: 'API group of the kind that holds the address; empty for core.' }),
            resource: string({ description: 'Resource that holds the address, in the plural: services.' }),
            namespace: string({ description: 'Namespace of the holder.' }),
            name: string({ description: 'Name of the holder.' }),
          }),
          { description: 'Who holds the address.' },
        ),
      }),
    ),
  },
  'IPAddress stands for one address of the Service ranges that is taken; its name is the address.',
);

const Condition = define('io.k8s.apimachinery.pkg.apis.meta.v1.Condition', {
  type: string({ required: true }),
  status: string({ required: true, goType: 'v1.ConditionStatus' }),
  observedGeneration: int64(),
  lastTransitionTime: time({ required: true }),
  reason: string({ required: true }),
  message: string({ required: true }),
});

export const ServiceCIDR = defineObject(
  networking('ServiceCIDR'),
  {
    spec: struct(
      define(networking('ServiceCIDRSpec'), {
        cidrs: strings({
          description: 'Ranges that cluster IPs are drawn from: one, or one of each IP family. Immutable.',
        }),
      }),
    ),
    status: struct(
      define(networking('ServiceCIDRStatus'), {
        conditions: list(Condition, { patchStrategy: 'merge', mergeKey: 'type', listMapKeys: ['type'] }),
      }),
    ),
  },
  'ServiceCIDR adds a range of addresses to those that cluster IPs are drawn from.',
);
