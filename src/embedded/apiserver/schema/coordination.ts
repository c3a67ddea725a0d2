import { define, int32, string, struct, time } from './build.ts';
import { defineObject } from './meta.ts';

const coordination = (name: string) => `io.k8s.api.coordination.v1.${name}`;

export const Lease = defineObject(coordination('Lease'), {
  spec: struct(
    define(coordination('LeaseSpec'), {
      holderIdentity: string(),
      leaseDurationSeconds: int32(),
      acquireTime: time({ goType: 'v1.MicroTime' }),
      renewTime: time({ goType: 'v1.MicroTime' }),
      leaseTransitions: int32(),
      strategy: string({ goType: 'v1.CoordinatedLeaseStrategy' }),
      preferredHolder: string(),
    }),
  ),
});
