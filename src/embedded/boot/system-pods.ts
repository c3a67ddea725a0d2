import type { AnyObject, Container, DaemonSet, Deployment, Pod } from '../../kube/types.ts';
import type { NodePlan } from './nodes.ts';

/** Image references of what runs in kube-system. */
export const systemImageNames = {
  coredns: 'registry.k8s.io/coredns/coredns:v1.13.1',
  etcd: 'registry.k8s.io/etcd:3.5.30-0',
  kindnet: 'docker.io/kindest/kindnetd:v20260528-1b5bd5a7',
  kubeApiserver: 'registry.k8s.io/kube-apiserver:v1.36.1',
  kubeControllerManager: 'registry.k8s.io/kube-controller-manager:v1.36.1',
  kubeProxy: 'registry.k8s.io/kube-proxy:v1.36.1',
  kubeScheduler: 'registry.k8s.io/kube-scheduler:v1.36.1',
} as const;

const system = 'kube-system';

/** The control plane's Pods, named as the mirror Pods of kubeadm's static Pods. */
export function controlPlanePods({ name: node, ip }: NodePlan): Pod[] {
  const pod = (component: string, image: string, command: string[], cpu: string): Pod => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${component}-${node}`,
      namespace: system,
      labels: { component, tier: 'control-plane' },
    },
    spec: {
      nodeName: node,
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
      priority: 2_000_001_000,
      tolerations: [{ operator: 'Exists', effect: 'NoExecute' }],
      automountServiceAccountToken: false,
      containers: [
        {
          name: component,
          image,
          imagePullPolicy: 'IfNotPresent',
          command,
          resources: { requests: { cpu } },
        },
      ],
    },
  });
  return [
    pod('etcd', systemImageNames.etcd, ['etcd', `--advertise-client-urls=https://${ip}:2379`], '100m'),
    pod(
      'kube-apiserver',
      systemImageNames.kubeApiserver,
      ['kube-apiserver', `--advertise-address=${ip}`, '--service-cluster-ip-range=10.96.0.0/16'],
      '250m',
    ),
    pod(
      'kube-controller-manager',
      systemImageNames.kubeControllerManager,
      ['kube-controller-manager', '--cluster-cidr=10.244.0.0/16', '--service-cluster-ip-range=10.96.0.0/16'],
      '200m',
    ),
    pod('kube-scheduler', systemImageNames.kubeScheduler, ['kube-scheduler'], '100m'),
  ];
}

function daemonSet(name: string, container: Container, volumes: Pod['spec']['volumes']): DaemonSet {
  const labels = { 'k8s-app': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name,
      namespace: system,
      labels: name === 'kindnet' ? { app: name, 'k8s-app': name, tier: 'node' } : labels,
    },
    spec: {
      selector: { matchLabels: name === 'kindnet' ? { app: name } : labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      template: {
        metadata: { labels: name === 'kindnet' ? { app: name, 'k8s-app': name, tier: 'node' } : labels },
        spec: {
          hostNetwork: true,
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          priorityClassName: 'system-node-critical',
          serviceAccountName: name,
          tolerations: [{ operator: 'Exists' }],
          containers: [container],
          ...(volumes ? { volumes } : {}),
        },
      },
    },
  };
}

export const kubeProxy: DaemonSet = daemonSet(
  'kube-proxy',
  {
    name: 'kube-proxy',
    image: systemImageNames.kubeProxy,
    imagePullPolicy: 'IfNotPresent',
    command: [
      '/usr/local/bin/kube-proxy',
      '--config=/var/lib/kube-proxy/config.conf',
      '--hostname-override=$(NODE_NAME)',
    ],
    env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } }],
    volumeMounts: [{ name: 'kube-proxy', mountPath: '/var/lib/kube-proxy' }],
  },
  [{ name: 'kube-proxy', configMap: { name: 'kube-proxy' } }],
);

export const kindnet: DaemonSet = daemonSet(
  'kindnet',
  {
    name: 'kindnet-cni',
    image: systemImageNames.kindnet,
    imagePullPolicy: 'IfNotPresent',
    env: [
      { name: 'HOST_IP', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.hostIP' } } },
      { name: 'POD_SUBNET', value: '10.244.0.0/16' },
    ],
    resources: { requests: { cpu: '100m', memory: '50Mi' }, limits: { cpu: '100m', memory: '50Mi' } },
  },
  undefined,
);

export const coreDns: Deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'coredns', namespace: system, labels: { 'k8s-app': 'kube-dns' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: '25%' } },
    template: {
      metadata: { labels: { 'k8s-app': 'kube-dns' } },
      spec: {
        priorityClassName: 'system-cluster-critical',
        serviceAccountName: 'coredns',
        dnsPolicy: 'Default',
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        tolerations: [
          { key: 'CriticalAddonsOnly', operator: 'Exists' },
          { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
        ],
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 100,
                podAffinityTerm: {
                  labelSelector: {
                    matchExpressions: [{ key: 'k8s-app', operator: 'In', values: ['kube-dns'] }],
                  },
                  topologyKey: 'kubernetes.io/hostname',
                },
              },
            ],
          },
        },
        containers: [
          {
            name: 'coredns',
            image: systemImageNames.coredns,
            imagePullPolicy: 'IfNotPresent',
            args: ['-conf', '/etc/coredns/Corefile'],
            resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
            volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
            ports: [
              { name: 'dns', containerPort: 53, protocol: 'UDP' },
              { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
              { name: 'metrics', containerPort: 9153, protocol: 'TCP' },
              { name: 'liveness-probe', containerPort: 8080, protocol: 'TCP' },
              { name: 'readiness-probe', containerPort: 8181, protocol: 'TCP' },
            ],
            livenessProbe: {
              httpGet: { path: '/health', port: 'liveness-probe', scheme: 'HTTP' },
              initialDelaySeconds: 60,
              timeoutSeconds: 5,
              successThreshold: 1,
              failureThreshold: 5,
            },
            readinessProbe: { httpGet: { path: '/ready', port: 'readiness-probe', scheme: 'HTTP' } },
          },
        ],
        volumes: [
          {
            name: 'config-volume',
            configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] },
          },
        ],
      },
    },
  },
};

/** ServiceAccounts that the Pods above run as. */
export const serviceAccounts: AnyObject[] = ['coredns', 'default', 'kindnet', 'kube-proxy'].map((name) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace: system },
}));
