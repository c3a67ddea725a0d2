import type { Step } from '../types.ts';

/** The questions about each Pod and about the node's rules. */
export const podSteps: readonly Step[] = [
  {
    id: 'pods',
    number: 9,
    station: 'pod',
    question: { zh: '每个 Pod 自己能回答吗？', en: 'Does each Pod answer by itself?' },
    commands: [
      'slices="kubectl -n {namespace} get endpointslices -l kubernetes.io/service-name={service} -o"\nport=$($slices jsonpath=\'{.items[0].ports[0].port}\')\nfor ip in $($slices jsonpath=\'{.items[*].endpoints[*].addresses[0]}\'); do\n  echo "$ip: $(kubectl -n {namespace} exec {client} -- wget -qO- -T 3 "http://$ip:$port" 2>&1)"\ndone',
      'kubectl -n {namespace} exec deployment/{service} -- netstat -ltn\nkubectl -n {namespace} logs deployment/{service}',
    ],
    note: {
      zh: '直接问第 8 步看到的地址和端口，绕过 Service 和节点上的规则。第二段到 Pod 里面看：进程在哪里监听，日志说了什么（这里假定 Deployment 和 Service 同名）。',
      en: 'Asks the addresses and the port of step 8 directly, past the Service and the node’s rules. The second part looks inside: where the process listens, and what its log says (the Deployment is taken to have the Service’s name).',
    },
    answers: [
      {
        id: 'all',
        good: true,
        seen: { zh: '每个都回答了', en: 'Each of them answers' },
        output: '10.244.2.3: {service}-d765cd49d-hq7lj\n10.244.1.3: {service}-d765cd49d-w7z88',
        means: { zh: 'Pod 没问题，剩下的是节点。', en: 'The Pods are fine. What is left is the node.' },
        to: 'node',
      },
      {
        id: 'other-port',
        seen: {
          zh: '都是 `Connection refused`，`netstat` 里是另一个端口',
          en: '`Connection refused` each time, and `netstat` shows another port',
        },
        output:
          "10.244.2.3: wget: can't connect to remote host (10.244.2.3): Connection refused\ntcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN",
        means: { zh: '进程监听的不是这个端口。', en: 'The process listens on another port.' },
        to: 'wrong-target-port',
      },
      {
        id: 'localhost',
        seen: {
          zh: '都是 `Connection refused`，`netstat` 里是 `127.0.0.1`',
          en: '`Connection refused` each time, and `netstat` shows `127.0.0.1`',
        },
        output:
          "10.244.1.4: wget: can't connect to remote host (10.244.1.4): Connection refused\ntcp        0      0 127.0.0.1:8080          0.0.0.0:*               LISTEN",
        means: {
          zh: '进程只接受来自 Pod 内部的连接。',
          en: 'The process accepts connections from inside the Pod alone.',
        },
        to: 'listens-on-localhost',
      },
      {
        id: 'one',
        seen: { zh: '只有个别的 Pod 不回答', en: 'One Pod, or a few, do not' },
        output: '10.244.2.3: {service}-b5578cb44-h4vp4\n10.244.1.3: wget: download timed out',
        means: {
          zh: '它坏了，而就绪探针看不出来。',
          en: 'It is ill, and its readiness probe does not see it.',
        },
        to: 'one-bad-pod',
      },
      {
        id: 'http-error',
        seen: { zh: '`server returned error`', en: '`server returned error`' },
        means: {
          zh: '应用程序收到了请求，并且拒绝了它。',
          en: 'The application got the request and declined it.',
        },
        to: 'application',
      },
      {
        id: 'timed-out',
        seen: { zh: '都是 `download timed out`', en: '`download timed out` each time' },
        output: 'wget: download timed out',
        means: {
          zh: '去 Pod 的路被挡住了，或者进程太慢。',
          en: 'The way to the Pods is barred, or the process is too slow.',
        },
        to: 'node',
      },
      {
        id: 'rollout',
        seen: { zh: '只在更新或缩容时失败', en: 'It fails only while Pods are replaced' },
        means: {
          zh: '正在终止的 Pod 还会收到请求。',
          en: 'Pods that are terminating still get requests.',
        },
        to: 'draining',
      },
    ],
  },
  {
    id: 'node',
    number: 10,
    station: 'kube-proxy',
    question: { zh: 'kube-proxy 在正常工作吗？', en: 'Does kube-proxy do its work?' },
    commands: [
      'kubectl -n {namespace} get networkpolicies\nkubectl -n {namespace} get service {service} -o jsonpath=\'{.spec.internalTrafficPolicy}{"\\n"}\'',
      'kubectl -n {namespace} get pods -o wide\nkubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide\nkubectl -n kube-system logs -l k8s-app=kube-proxy --prefix',
    ],
    note: {
      zh: '先排除看起来一样的情况：NetworkPolicy 和流量策略。然后从几个节点上的 Pod 分别提问；只有一个节点失败，问题就在那个节点上。日志里抱怨 `nodePortAddresses is unset` 的那一行，在健康的集群里也有。',
      en: 'First rule out what looks the same: a NetworkPolicy, a traffic policy. Then ask from Pods on several nodes; if one node alone fails, it is that node. The line of the log that complains of `nodePortAddresses is unset` is there in healthy clusters too.',
    },
    answers: [
      {
        id: 'policies',
        seen: {
          zh: '有 NetworkPolicy，而且直接问 Pod 也超时',
          en: 'There are NetworkPolicies, and the Pods themselves time out as well',
        },
        output: 'NAME          POD-SELECTOR   AGE',
        means: {
          zh: '很可能没有一条规则放这个客户端进来，或者端口写错了。',
          en: 'Most likely no rule admits this client, or the rule names the wrong port.',
        },
        to: 'policy',
      },
      {
        id: 'local',
        seen: {
          zh: '`Local`，而客户端的节点上没有这些 Pod',
          en: '`Local`, and no such Pod on the client’s node',
        },
        output: 'Local',
        means: { zh: '流量策略不让请求离开节点。', en: 'The traffic policy keeps requests on the node.' },
        to: 'traffic-policy',
      },
      {
        id: 'no-proxy',
        seen: {
          zh: '客户端的节点上没有 Running 的 kube-proxy',
          en: 'No kube-proxy is Running on the client’s node',
        },
        output: 'No resources found in kube-system namespace.',
        means: {
          zh: '没有人更新规则：旧的照旧，新的没有。',
          en: 'Nobody keeps the rules: old ones stay, new ones are missing.',
        },
        to: 'kube-proxy-down',
      },
      {
        id: 'forbidden',
        seen: {
          zh: '都在 Running，日志里有 `is forbidden`',
          en: 'All Running, and the log says `is forbidden`',
        },
        output: 'is forbidden: User \\"system:serviceaccount:kube-system:kube-proxy\\" cannot list resource',
        means: {
          zh: 'kube-proxy 看不到 Service 和 EndpointSlice。',
          en: 'kube-proxy may not see Services and EndpointSlices.',
        },
        to: 'kube-proxy-rbac',
      },
      {
        id: 'foreign',
        seen: {
          zh: 'kube-proxy 正常，但经过某一个节点的请求总是超时',
          en: 'kube-proxy is well, but what passes one node times out',
        },
        means: { zh: '那个节点上还有别人加的规则。', en: 'Somebody else has added a rule on that node.' },
        to: 'foreign-rule',
      },
      {
        id: 'well',
        good: true,
        seen: { zh: '都没问题', en: 'All of it is well' },
        means: {
          zh: '十个问题都答对了：再问一遍，从真正失败的客户端问起。',
          en: 'Ten right answers: ask once more, from the client that really fails.',
        },
        to: 'again',
      },
    ],
  },
];
