import { boolean, define, describeFields, int32, list, string, stringMap, strings, struct } from './build.ts';
import { endpointSliceTexts, endpointTexts } from './descriptions/endpointslice.ts';
import { ObjectReference } from './core/references.ts';
import { defineObject } from './meta.ts';

const discovery = (name: string) => `io.k8s.api.discovery.v1.${name}`;
const nameOnly = (kind: string) => list(define(discovery(kind), { name: string({ required: true }) }));

const EndpointConditions = define(
  discovery('EndpointConditions'),
  {
    ready: boolean({
      description:
        'Whether the endpoint takes new connections: serving and not terminating. Absent counts as true.',
    }),
    serving: boolean({
      description: 'Whether the endpoint answers, also while it terminates. Absent counts as ready.',
    }),
    terminating: boolean({ description: 'Whether the endpoint is being stopped. Absent counts as false.' }),
  },
  'EndpointConditions represents the current condition of an endpoint.',
);

const Endpoint = define(
  discovery('Endpoint'),
  describeFields(
    {
      addresses: strings({ required: true }),
      conditions: struct(EndpointConditions),
      hostname: string(),
      targetRef: struct(ObjectReference),
      deprecatedTopology: stringMap(),
      nodeName: string(),
      zone: string(),
      hints: struct(
        define(discovery('EndpointHints'), { forZones: nameOnly('ForZone'), forNodes: nameOnly('ForNode') }),
      ),
    },
    endpointTexts,
  ),
  'Endpoint represents a single logical "backend" implementing a service.',
);

const EndpointPort = define(
  discovery('EndpointPort'),
  {
    name: string({
      description: 'Name of the port, a DNS label or empty; must be that of the port in the Service.',
    }),
    protocol: string({
      goType: 'v1.Protocol',
      description: 'IP protocol: TCP, UDP or SCTP. Default is TCP.',
    }),
    port: int32({ description: 'Number of the port at the endpoint.' }),
    appProtocol: string({
      description: 'Application protocol, a hint for implementations that understand it.',
    }),
  },
  'EndpointPort represents a Port used by an EndpointSlice',
);

export const EndpointSlice = defineObject(
  discovery('EndpointSlice'),
  describeFields(
    {
      addressType: string({ required: true, goType: 'v1.AddressType', enum: ['FQDN', 'IPv4', 'IPv6'] }),
      endpoints: list(Endpoint, { required: true }),
      ports: list(EndpointPort),
    },
    endpointSliceTexts,
  ),
  "EndpointSlice represents a set of service endpoints. Most EndpointSlices are created by the EndpointSlice controller to represent the Pods selected by Service objects. For a given service there may be multiple EndpointSlice objects which must be joined to produce the full set of endpoints; you can find all of the slices for a given service by listing EndpointSlices in the service's namespace whose `kubernetes.io/service-name` label contains the service's name.",
);
