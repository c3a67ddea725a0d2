import { z } from 'zod';

const localized = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/**
 * What not every cluster has. nodes: `docker exec` into the nodes' containers; load-balancer:
 * cloud-provider-kind, which gives Services of type LoadBalancer an address.
 */
export const needs = ['nodes', 'load-balancer'] as const;
export type Need = (typeof needs)[number];

const waitedFor = /^([a-z0-9-]+\/)?(deployment|statefulset|daemonset|pod)\/[a-z0-9.-]+$/;

/** scenario.yaml: what a scenario is, beside its manifests, scripts, check and texts. */
export const scenarioSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: localized,
  summary: localized,
  /** 1: one thing to see; 2: two hops to tell apart; 3: misleading on purpose. */
  difficulty: z.int().min(1).max(3),
  minutes: z.int().min(1).max(60),
  /** Steps of the debugging flow (1–10) that it trains. */
  steps: z.array(z.int().min(1).max(10)).min(1),
  /** Where the learner works: kubectl's namespace in the lab's terminal. */
  namespace: z.string(),
  /** What must be up before the fault is planted, as `deployment/web` or `namespace/deployment/web`. */
  waitFor: z.array(z.string().regex(waitedFor)),
  /** What the scripts need beside kubectl. */
  needs: z.array(z.enum(needs)).default([]),
  /** The fix that Solve shows, a file in fixes/ without its ending. */
  solution: z.string(),
  /** Why there are fewer than three fixes or five decoys, where the fault admits no more. */
  fewer: z.string().optional(),
});

export type ScenarioMeta = z.infer<typeof scenarioSchema>;
