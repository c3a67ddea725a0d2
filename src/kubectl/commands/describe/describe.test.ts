import { expect, test } from 'vitest';
import { fakeKubectl, kubectl, listOf } from '../../testing.ts';

const web = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { app: 'web' },
    type: 'ClusterIP',
    ipFamilyPolicy: 'SingleStack',
    ipFamilies: ['IPv4'],
    clusterIP: '10.96.58.150',
    clusterIPs: ['10.96.58.150'],
    ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
  },
};
const endpoint = (ip: string, pod: string, nodeName: string, ready: boolean) => ({
  addresses: [ip],
  conditions: { ready },
  nodeName,
  targetRef: { kind: 'Pod', name: pod },
});
const slice = (ready: boolean) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: 'web-qzl2c',
    namespace: 'shop',
    labels: {
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    },
  },
  addressType: 'IPv4',
  ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  endpoints: [
    endpoint('10.244.1.174', 'web-a', 'kind-worker2', ready),
    endpoint('10.244.2.159', 'web-b', 'kind-worker', ready),
  ],
});
const slices = '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices';

function serviceText(endpoints: string): string {
  return `Name:                     web
Namespace:                shop
Labels:                   <none>
Annotations:              <none>
Selector:                 app=web
Type:                     ClusterIP
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       10.96.58.150
IPs:                      10.96.58.150
Port:                     http  80/TCP
TargetPort:               http/TCP
Endpoints:                ${endpoints}
Session Affinity:         None
Internal Traffic Policy:  Cluster
Events:                   <none>
`;
}

test.each([
  ['ready endpoints', [slice(true)], '10.244.1.174:8080,10.244.2.159:8080'],
  ['none is ready', [slice(false)], ''],
  ['no slice at all', [], '<none>'],
  [
    'more than three',
    [slice(true), slice(true)],
    '10.244.1.174:8080,10.244.2.159:8080,10.244.1.174:8080 + 1 more...',
  ],
])('Service: %s', async (_, items, endpoints) => {
  const on = fakeKubectl({ '/api/v1/namespaces/shop/services/web': web, [slices]: listOf(...items) });
  expect(await kubectl('describe svc web -n shop', on)).toEqual({
    code: 0,
    stdout: serviceText(endpoints),
    stderr: '',
  });
});

test('EndpointSlice', async () => {
  const on = fakeKubectl({ [slices]: listOf(slice(false)) });
  expect((await kubectl('describe endpointslices -n shop', on)).stdout).toBe(`Name:         web-qzl2c
Namespace:    shop
Labels:       endpointslice.kubernetes.io/managed-by=endpointslice-controller.k8s.io
              kubernetes.io/service-name=web
Annotations:  <none>
AddressType:  IPv4
Ports:
  Name  Port  Protocol
  ----  ----  --------
  http  8080  TCP
Endpoints:
  - Addresses:  10.244.1.174
    Conditions:
      Ready:    false
    Hostname:   <unset>
    TargetRef:  Pod/web-a
    NodeName:   kind-worker2
    Zone:       <unset>
  - Addresses:  10.244.2.159
    Conditions:
      Ready:    false
    Hostname:   <unset>
    TargetRef:  Pod/web-b
    NodeName:   kind-worker
    Zone:       <unset>
Events:         <none>
`);
});

test('Pod with events, found by the beginning of its name', async () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web-b4b9869c6-25qc6',
      namespace: 'shop',
      uid: 'u',
      labels: { app: 'web' },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'web-b4b9869c6', controller: true }],
    },
    spec: {
      priority: 0,
      serviceAccountName: 'default',
      nodeName: 'kind-worker',
      containers: [
        {
          name: 'web',
          image: 'example/hostnames:1.0',
          ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
          env: [{ name: 'CRASH', value: 'cannot open config.yaml' }],
          readinessProbe: {
            httpGet: { path: '/healthz', port: 'http', scheme: 'HTTP' },
            timeoutSeconds: 1,
            periodSeconds: 2,
            successThreshold: 1,
            failureThreshold: 3,
          },
        },
      ],
      tolerations: [
        {
          key: 'node.kubernetes.io/not-ready',
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: 300,
        },
      ],
    },
    status: {
      phase: 'Running',
      hostIP: '172.18.0.4',
      startTime: '2026-11-22T08:12:26Z',
      podIP: '10.244.2.152',
      podIPs: [{ ip: '10.244.2.152' }],
      qosClass: 'BestEffort',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [
        {
          name: 'web',
          containerID: 'containerd://6cbe',
          imageID: 'sha256:da22',
          ready: false,
          restartCount: 2,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: {
            terminated: {
              reason: 'Error',
              exitCode: 1,
              startedAt: '2026-11-22T08:12:39Z',
              finishedAt: '2026-11-22T08:12:39Z',
            },
          },
        },
      ],
    },
  };
  const event = {
    type: 'Warning',
    reason: 'BackOff',
    source: { component: 'kubelet' },
    involvedObject: { kind: 'Pod', name: 'web-b4b9869c6-25qc6', fieldPath: 'spec.containers{web}' },
    message: 'Back-off restarting failed container',
    count: 5,
    firstTimestamp: '2026-11-22T08:12:30Z',
    lastTimestamp: '2026-11-22T08:12:43Z',
  };
  // As the scheduler writes them: no lastTimestamp, which comes before every other.
  const scheduled = {
    type: 'Normal',
    reason: 'Scheduled',
    reportingComponent: 'default-scheduler',
    involvedObject: { kind: 'Pod', name: 'web-b4b9869c6-25qc6' },
    message: 'Successfully assigned shop/web-b4b9869c6-25qc6 to kind-worker',
    eventTime: '2026-11-22T08:12:26.500000Z',
  };
  const on = fakeKubectl({
    '/api/v1/namespaces/shop/pods': listOf(pod),
    '/api/v1/namespaces/shop/events': listOf(event, scheduled),
  });
  const { stdout } = await kubectl('describe pod web-b4 -n shop', on, '2026-11-22T08:13:00Z');
  expect(stdout).toBe(`Name:             web-b4b9869c6-25qc6
Namespace:        shop
Priority:         0
Service Account:  default
Node:             kind-worker/172.18.0.4
Start Time:       Sun, 22 Nov 2026 08:12:26 +0000
Labels:           app=web
Annotations:      <none>
Status:           Running
IP:               10.244.2.152
IPs:
  IP:           10.244.2.152
Controlled By:  ReplicaSet/web-b4b9869c6
Containers:
  web:
    Container ID:   containerd://6cbe
    Image:          example/hostnames:1.0
    Image ID:       sha256:da22
    Port:           8080/TCP (http)
    Host Port:      0/TCP (http)
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Exit Code:    1
      Started:      Sun, 22 Nov 2026 08:12:39 +0000
      Finished:     Sun, 22 Nov 2026 08:12:39 +0000
    Ready:          False
    Restart Count:  2
    Readiness:      http-get http://:http/healthz delay=0s timeout=1s period=2s #success=1 #failure=3
    Environment:
      CRASH:  cannot open config.yaml
    Mounts:   <none>
Conditions:
  Type           Status
  Ready          False 
Volumes:         <none>
QoS Class:       BestEffort
Node-Selectors:  <none>
Tolerations:     node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
Events:
  Type     Reason     Age                From               Message
  ----     ------     ----               ----               -------
  Normal   Scheduled  33s                default-scheduler  Successfully assigned shop/web-b4b9869c6-25qc6 to kind-worker
  Warning  BackOff    17s (x5 over 30s)  kubelet            spec.containers{web}: Back-off restarting failed container

`);
});
