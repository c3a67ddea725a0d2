import { define, int32, list, string, struct } from '../build.ts';
import { defineObject } from '../meta.ts';
import { core } from './names.ts';
import { protocol } from './protocol.ts';
import { ObjectReference } from './references.ts';

const EndpointAddress = define(core('EndpointAddress'), {
  ip: string({
    required: true,
    description: 'IP address of the endpoint: no loopback, link-local or link-local multicast address.',
  }),
  hostname: string({ description: 'Host name of the endpoint.' }),
  nodeName: string({ description: 'Node that hosts the endpoint.' }),
  targetRef: struct(ObjectReference, { description: 'The object behind the endpoint, usually a Pod.' }),
});

const EndpointPort = define(core('EndpointPort'), {
  name: string({ description: 'Name of the port; must be that of the port in the Service.' }),
  port: int32({ required: true, description: 'Number of the port.' }),
  protocol: protocol('Protocol of the port. Default is TCP.'),
  appProtocol: string(),
});

const EndpointSubset = define(
  core('EndpointSubset'),
  {
    addresses: list(EndpointAddress, { description: 'Addresses that are ready.' }),
    notReadyAddresses: list(EndpointAddress, {
      description: 'Addresses that are not ready and get no traffic.',
    }),
    ports: list(EndpointPort, { description: 'Ports that every address of this subset offers.' }),
  },
  'EndpointSubset is a group of addresses with a common set of ports. The endpoints are all combinations of the two.',
);

export const Endpoints = defineObject(
  core('Endpoints'),
  { subsets: list(EndpointSubset, { description: 'All endpoints, grouped by the ports they offer.' }) },
  'Endpoints is a collection of endpoints that implement the actual service. Deprecated: use EndpointSlice.',
);
