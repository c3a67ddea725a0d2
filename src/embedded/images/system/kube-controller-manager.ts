import type { ResourceType } from '../../../kube/client.ts';
import type { Image, Process } from '../../process.ts';
import { holdLease } from '../../controllers/common/leases.ts';
import { runDaemonSetController } from '../../controllers/daemonset/controller.ts';
import { runNodeLifecycle } from '../../controllers/node/lifecycle.ts';
import { runPodGC } from '../../controllers/node/pod-gc.ts';
import { runTaintEviction } from '../../controllers/node/taint-eviction.ts';
import { runStatefulSetController } from '../../controllers/statefulset/controller.ts';
import { runEndpointControllers } from '../../service/endpoints/controller.ts';
import { runGarbageCollector } from './controllers/garbage-collector.ts';
import { runNamespaceDeletion } from './controllers/namespace-deletion.ts';
import { runNamespaceDefaults } from './controllers/namespaces.ts';
import { runServiceCIDRs } from './controllers/service-cidrs.ts';
import { klog, untilStopped } from './klog.ts';
import { programImage } from './program-image.ts';

export interface ControllerManagerOptions {
  /** Every kind that can be deleted, for the garbage collector. */
  types: readonly ResourceType[];
  /** Runs the engine's Deployment and ReplicaSet controllers inside a process until it stops. */
  runEngineControllers: (process: Process) => Promise<unknown>;
  /** PEM text for the ConfigMaps kube-root-ca.crt. */
  certificate: string;
}

/** All controllers in one process: while it is down, nothing that they keep up to date changes. */
export function kubeControllerManagerImage(
  references: readonly string[],
  options: ControllerManagerOptions,
): Image {
  return programImage(references, '/usr/local/bin/kube-controller-manager', async (process) => {
    const log = klog(process);
    log.info('controllermanager.go:189', '"Starting" version="v1.36.1"');
    void holdLease(process, 'kube-controller-manager', `${process.hostname}_${crypto.randomUUID()}`, 15);
    runNamespaceDefaults(process, options.certificate);
    runNamespaceDeletion(process, options.types);
    runServiceCIDRs(process);
    runEndpointControllers(process);
    runDaemonSetController(process);
    runStatefulSetController(process);
    runNodeLifecycle(process);
    runTaintEviction(process);
    runPodGC(process);
    runGarbageCollector(process, options.types);
    await Promise.all([options.runEngineControllers(process), untilStopped(process)]);
    return 0;
  });
}
