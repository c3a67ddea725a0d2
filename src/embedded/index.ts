import { createAllocations } from './apiserver/resources/allocations.ts';
import { definitions } from './apiserver/resources/index.ts';
import { assemble, type EmbeddedCluster, type EmbeddedClusterOptions } from './assemble.ts';
import { labImages } from './images/index.ts';

export type { EmbeddedCluster, EmbeddedClusterOptions } from './assemble.ts';

/** A Kubernetes cluster of three nodes that runs in this page, worker or Node process. */
export function createEmbeddedCluster(options: EmbeddedClusterOptions = {}): Promise<EmbeddedCluster> {
  return assemble(options, { definitions, allocations: createAllocations(), images: labImages });
}
