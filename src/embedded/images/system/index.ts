import type { ResourceType } from '../../../kube/client.ts';
import { systemImageNames as names } from '../../boot/system-pods.ts';
import type { Image, Process } from '../../process.ts';
import type { Policies } from '../../service/policy/policies.ts';
import type { Netfilter } from '../../service/netfilter/kernel.ts';
import { coreDnsImage } from './coredns.ts';
import { daemonImage } from './idle.ts';
import { kindnetImage } from './kindnet.ts';
import { kubeControllerManagerImage } from './kube-controller-manager.ts';
import { kubeProxyImage } from './kube-proxy/index.ts';
import { kubeSchedulerImage } from './kube-scheduler.ts';

export interface SystemImageOptions {
  rulesOf: (node: string) => Netfilter;
  policies: Policies;
  types: readonly ResourceType[];
  runEngineControllers: (process: Process) => Promise<unknown>;
  certificate: string;
}

/** The images of everything in kube-system. */
export function systemImages(options: SystemImageOptions): Image[] {
  return [
    coreDnsImage([names.coredns]),
    daemonImage([names.etcd], '/usr/local/bin/etcd', [2379]),
    kindnetImage([names.kindnet], options.policies),
    daemonImage([names.kubeApiserver], '/usr/local/bin/kube-apiserver', [6443]),
    kubeControllerManagerImage([names.kubeControllerManager], options),
    kubeProxyImage([names.kubeProxy], options.rulesOf),
    kubeSchedulerImage([names.kubeScheduler]),
  ];
}
