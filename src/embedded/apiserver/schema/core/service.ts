import {
  boolean,
  define,
  describeFields,
  int32,
  intOrString,
  list,
  string,
  stringMap,
  strings,
  struct,
} from '../build.ts';
import { servicePortTexts, serviceSpecTexts, serviceTexts } from '../descriptions/service.ts';
import { Condition, defineObject } from '../meta.ts';
import { core } from './names.ts';
import { protocol } from './protocol.ts';

export const ServicePort = define(
  core('ServicePort'),
  describeFields(
    {
      name: string(),
      protocol: protocol(''),
      appProtocol: string(),
      port: int32({ required: true }),
      targetPort: intOrString(),
      nodePort: int32(),
    },
    servicePortTexts,
  ),
  "ServicePort contains information on service's port.",
);

const SessionAffinityConfig = define(
  core('SessionAffinityConfig'),
  {
    clientIP: struct(
      define(
        core('ClientIPConfig'),
        {
          timeoutSeconds: int32({
            description:
              'Seconds that a client stays with its endpoint: above 0, at most 86400 (one day). Default is 10800.',
          }),
        },
        'ClientIPConfig represents the configurations of Client IP based session affinity.',
      ),
      { description: 'Settings of the affinity by client IP.' },
    ),
  },
  'SessionAffinityConfig represents the configurations of session affinity.',
);

export const ServiceSpec = define(
  core('ServiceSpec'),
  describeFields(
    {
      ports: list(ServicePort, {
        patchStrategy: 'merge',
        mergeKey: 'port',
        listMapKeys: ['port', 'protocol'],
      }),
      selector: stringMap(),
      clusterIP: string(),
      clusterIPs: strings(),
      type: string({
        goType: 'v1.ServiceType',
        enum: ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'],
      }),
      externalIPs: strings(),
      sessionAffinity: string({ goType: 'v1.ServiceAffinity', enum: ['ClientIP', 'None'] }),
      loadBalancerIP: string(),
      loadBalancerSourceRanges: strings(),
      externalName: string(),
      externalTrafficPolicy: string({
        goType: 'v1.ServiceExternalTrafficPolicy',
        enum: ['Cluster', 'Local'],
      }),
      healthCheckNodePort: int32(),
      publishNotReadyAddresses: boolean(),
      sessionAffinityConfig: struct(SessionAffinityConfig),
      ipFamilies: list(string({ goType: 'v1.IPFamily' })),
      ipFamilyPolicy: string({
        goType: 'v1.IPFamilyPolicy',
        enum: ['PreferDualStack', 'RequireDualStack', 'SingleStack'],
      }),
      allocateLoadBalancerNodePorts: boolean(),
      loadBalancerClass: string(),
      internalTrafficPolicy: string({
        goType: 'v1.ServiceInternalTrafficPolicy',
        enum: ['Cluster', 'Local'],
      }),
      trafficDistribution: string(),
    },
    serviceSpecTexts,
  ),
  'ServiceSpec describes the attributes that a user creates on a service.',
);

const PortStatus = define(core('PortStatus'), {
  port: int32({ required: true }),
  protocol: protocol('Protocol of the port.'),
  error: string(),
});

const LoadBalancerIngress = define(core('LoadBalancerIngress'), {
  ip: string({ description: 'Address that the load balancer answers at.' }),
  hostname: string({ description: 'Name that the load balancer answers at.' }),
  ipMode: string({ goType: 'v1.LoadBalancerIPMode' }),
  ports: list(PortStatus),
});

const ServiceStatus = define(
  core('ServiceStatus'),
  {
    loadBalancer: struct(define(core('LoadBalancerStatus'), { ingress: list(LoadBalancerIngress) }), {
      description: 'State of the load balancer, if there is one.',
    }),
    conditions: list(Condition, { patchStrategy: 'merge', mergeKey: 'type', listMapKeys: ['type'] }),
  },
  'ServiceStatus represents the current status of a service.',
);

export const Service = defineObject(
  core('Service'),
  describeFields({ spec: struct(ServiceSpec), status: struct(ServiceStatus) }, serviceTexts),
  'Service is a named abstraction of software service (for example, mysql) consisting of local port (for example 3306) that the proxy listens on, and the selector that determines which pods will answer requests sent through the proxy.',
);
