import { z } from 'zod';

/** check.yaml: what must hold, from the client's point of view. */
export const checkSpecSchema = z.strictObject({
  /** Where the checker's own client Pods run; the learner's are never trusted as a witness. */
  client: z.strictObject({
    namespace: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
  /** The way of the request that the brief promises. */
  service: z.strictObject({
    namespace: z.string(),
    name: z.string(),
    port: z.int().min(1).max(65535),
    path: z.string().default('/'),
  }),
  /** Who must answer: the Pods of this Deployment and nobody else. */
  backend: z.strictObject({
    deployment: z.string(),
    /** Ready Pods that the brief demands. */
    replicas: z.int().min(1),
    /** The brief says that the readiness probe stays. */
    readinessProbe: z.boolean().default(true),
  }),
  /** Further names that must resolve, each to the clusterIP of a Service `namespace/name`. */
  resolve: z
    .array(z.strictObject({ name: z.string(), service: z.string().regex(/^[^/]+\/[^/]+$/) }))
    .default([]),
});

export type CheckSpec = z.infer<typeof checkSpecSchema>;
