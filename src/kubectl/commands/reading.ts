import type { Command } from '../command.ts';
import { apiResources, apiVersions } from './about/api.ts';
import { clusterInfo } from './about/cluster-info.ts';
import { top } from './about/top.ts';
import { version } from './about/version.ts';
import { auth } from './auth/index.ts';
import { config } from './config/index.ts';
import { describe } from './describe/index.ts';
import { events } from './events.ts';
import { explain } from './explain/index.ts';
import { get } from './get/index.ts';
import { alpha, kuberc } from './local/alpha.ts';
import { completion } from './local/completion.ts';
import { kustomize } from './local/kustomize.ts';
import { plugin } from './local/plugin.ts';
import { proxy } from './local/proxy.ts';
import { wait } from './wait.ts';

/** The commands that only read the cluster, and those about kubectl itself. */
export const readingCommands: readonly Command[] = [
  get,
  describe,
  explain,
  events,
  wait,
  apiResources,
  apiVersions,
  version,
  clusterInfo,
  config,
  auth,
  top,
  alpha,
  completion,
  kuberc,
  kustomize,
  plugin,
  proxy,
];
