import type { Step } from '../types.ts';

const slices = 'kubectl -n {namespace} get endpointslices -l kubernetes.io/service-name={service}';

/** The questions about the Service and its EndpointSlices. */
export const serviceSteps: readonly Step[] = [
  {
    id: 'address',
    number: 5,
    station: 'service',
    question: { zh: '用地址访问，它回答吗？', en: 'Does it answer by address?' },
    commands: [
      'ip=$(kubectl -n {namespace} get service {service} -o jsonpath=\'{.spec.clusterIP}\')\nfor i in 1 2 3; do\n  kubectl -n {namespace} exec {client} -- wget -qO- -T 3 "http://$ip:{port}"; echo\ndone',
    ],
    note: {
      zh: '用地址提问就绕过了名称。不要用 `ping`：kube-proxy 使用 iptables 时，即使一切正常，clusterIP 也不回应。',
      en: 'By address the name is left out. Do not use `ping`: where kube-proxy uses iptables a clusterIP does not answer it even if all is well.',
    },
    answers: [
      {
        id: 'answers',
        good: true,
        seen: { zh: '三次都有回答', en: 'Three answers' },
        means: {
          zh: 'Service 没问题。名称解析不了，就看第 2 到 4 步；名称能解析而请求仍失败，就看客户端自己。',
          en: 'The Service is fine. Where the name does not resolve, see steps 2 to 4; where it does and requests still fail, it is the client itself.',
        },
        to: 'client-itself',
      },
      {
        id: 'some',
        seen: { zh: '有成有败', en: 'Some of each' },
        means: { zh: '端点当中有的不正常。', en: 'Some of the endpoints are not as they should be.' },
        to: 'selector',
      },
      {
        id: 'refused',
        seen: { zh: '都是 `Connection refused`', en: '`Connection refused` each time' },
        output: "wget: can't connect to remote host (10.96.142.9): Connection refused",
        means: {
          zh: '没有就绪的端点，或者端口不是进程监听的那个。',
          en: 'There is no ready endpoint, or the port is not the one that the process listens on.',
        },
        to: 'definition',
      },
      {
        id: 'timed-out',
        seen: { zh: '都是 `download timed out`', en: '`download timed out` each time' },
        output: 'wget: download timed out',
        means: {
          zh: '数据包丢了：先看这个端口在不在 Service 上。',
          en: 'Packets get lost. See first whether the Service has this port.',
        },
        to: 'definition',
      },
      {
        id: 'none',
        seen: { zh: "`bad address 'None:{port}'`", en: "`bad address 'None:{port}'`" },
        output: "wget: bad address 'None:{port}'",
        means: {
          zh: '无头 Service 没有自己的地址，无从问起。',
          en: 'A headless Service has no address of its own to ask.',
        },
        to: 'definition',
      },
    ],
  },
  {
    id: 'definition',
    number: 6,
    station: 'service',
    question: { zh: 'Service 本身写对了吗？', en: 'Is the Service itself right?' },
    commands: ['kubectl -n {namespace} describe service {service}'],
    note: {
      zh: '逐行核对：客户端用的端口、`TargetPort`、协议、类型、流量策略。加了引号的端口号不必去找：API 服务器会拒绝它。',
      en: 'Line by line: the port that clients use, `TargetPort`, protocol, type, traffic policies. A port number in quotes is not among the mistakes to look for: the API server rejects it.',
    },
    answers: [
      {
        id: 'right',
        good: true,
        seen: { zh: '都对', en: 'All of it is right' },
        output:
          'Selector:                 app={service}\nType:                     ClusterIP\nIP:                       10.96.142.9\nPort:                     http  {port}/TCP\nTargetPort:               http/TCP\nEndpoints:                10.244.2.3:8080,10.244.1.3:8080,10.244.2.4:8080',
        means: { zh: 'Service 没问题。', en: 'The Service is as it should be.' },
        to: 'selector',
      },
      {
        id: 'port',
        seen: { zh: '`Port` 不是客户端用的那个', en: '`Port` is not the one that clients use' },
        output: 'Port:                     http  8080/TCP',
        means: {
          zh: '节点上没有这个端口的规则，数据包就丢了。',
          en: 'The nodes have no rule for the port that clients use, and packets get lost.',
        },
        to: 'port-not-listed',
      },
      {
        id: 'target-port',
        seen: {
          zh: '`TargetPort` 是数字，但进程不在那里监听',
          en: '`TargetPort` is a number at which the process does not listen',
        },
        output: 'TargetPort:               9090/TCP',
        means: {
          zh: '请求到了 Pod，敲错了门。拿不准进程监听哪里，就先做第 9 步。',
          en: 'Requests reach a Pod at the wrong door. If you do not know where the process listens, ask step 9 first.',
        },
        to: 'wrong-target-port',
      },
      {
        id: 'udp',
        seen: { zh: '端口是 `UDP`，客户端用 TCP', en: 'The port is `UDP`, and clients speak TCP' },
        output: 'Port:                     http  {port}/UDP',
        means: { zh: 'TCP 和 UDP 的端口各不相干。', en: 'TCP and UDP are different ports.' },
        to: 'wrong-protocol',
      },
      {
        id: 'external-name',
        seen: { zh: '`Type` 是 `ExternalName`', en: '`Type` is `ExternalName`' },
        output: 'Type:              ExternalName',
        means: {
          zh: '它没有地址，节点上也没有规则；Endpoints 里若有地址，是以前留下的。',
          en: 'It has no address and no rules on the nodes. Addresses under Endpoints, if any, are left from before.',
        },
        to: 'external-name',
      },
      {
        id: 'headless',
        seen: { zh: '`IP` 是 `None`', en: '`IP` is `None`' },
        output: 'IP:                       None',
        means: {
          zh: '它是无头的。若本应如此，客户端就要用 Pod 的端口，接着看第 7 步；否则：',
          en: 'It is headless. If that is meant, clients must use the Pods’ port, and step 7 is next. If not:',
        },
        to: 'headless-by-mistake',
      },
      {
        id: 'not-headless',
        seen: {
          zh: '`IP` 是一个地址，而客户端需要每个 Pod 的地址',
          en: '`IP` is an address, and the clients need those of the Pods',
        },
        means: {
          zh: '名称只给出 clusterIP，而不是各个 Pod。',
          en: 'The name gives the clusterIP and not the Pods.',
        },
        to: 'headless-lost',
      },
      {
        id: 'affinity',
        seen: { zh: '`Session Affinity: ClientIP`', en: '`Session Affinity: ClientIP`' },
        output: 'Session Affinity:         ClientIP',
        means: {
          zh: '同一个客户端总是得到同一个 Pod。',
          en: 'One client gets the same Pod each time.',
        },
        to: 'session-affinity',
      },
      {
        id: 'local',
        seen: {
          zh: '`Internal Traffic Policy` 或 `External Traffic Policy` 是 `Local`',
          en: '`Internal Traffic Policy` or `External Traffic Policy` is `Local`',
        },
        output: 'Internal Traffic Policy:  Local',
        means: {
          zh: '只有收到请求的节点自己的 Pod 才会被选中。',
          en: 'Only Pods of the node that gets the request are chosen.',
        },
        to: 'traffic-policy',
      },
    ],
  },
  {
    id: 'selector',
    number: 7,
    station: 'endpointslice',
    question: { zh: '选择算符和 Pod 的标签匹配吗？', en: 'Does the selector match the Pods’ labels?' },
    commands: [
      'selector=$(kubectl -n {namespace} get service {service} -o jsonpath=\'{.spec.selector}\' | tr -d \'{}"\' | tr : =)\necho "$selector"\nkubectl -n {namespace} get pods -l "$selector"',
      'kubectl -n {namespace} get pods --show-labels',
    ],
    note: {
      zh: '得到的正好是应当接收请求的那些 Pod 吗？要比较的是 Service 的 `spec.selector`，不是它自己的标签，而且只看它自己命名空间里的 Pod。顺便看看 READY 和 RESTARTS。',
      en: 'Are these exactly the Pods that should get requests? What counts is the Service’s `spec.selector`, not its own labels, and only Pods of its own namespace. Look at READY and RESTARTS too.',
    },
    answers: [
      {
        id: 'exactly',
        good: true,
        seen: { zh: '正好是这些 Pod，都是 Running', en: 'Exactly these Pods, all of them Running' },
        output:
          'app={service}\n{service}-d765cd49d-6p6cs   1/1     Running   0          7s\n{service}-d765cd49d-hq7lj   1/1     Running   0          7s',
        means: { zh: '选择算符没问题。', en: 'The selector is right.' },
        to: 'endpoints',
      },
      {
        id: 'mismatch',
        seen: {
          zh: '`No resources found`，而 Pod 带的是别的标签',
          en: '`No resources found`, and the Pods have other labels',
        },
        output: 'No resources found in {namespace} namespace.',
        means: { zh: '选择算符和标签对不上。', en: 'Selector and labels do not meet.' },
        to: 'selector-mismatch',
      },
      {
        id: 'no-pods',
        seen: {
          zh: '`No resources found`，也根本没有 Pod',
          en: '`No resources found`, and there are no Pods',
        },
        output: 'No resources found in {namespace} namespace.',
        means: { zh: '没有可选的 Pod。', en: 'There is nothing to select.' },
        to: 'no-pods',
      },
      {
        id: 'others',
        seen: { zh: '还有别的应用的 Pod', en: 'Pods of another application as well' },
        means: {
          zh: '一部分请求到了不该去的地方。',
          en: 'Some requests go where they should not.',
        },
        to: 'selector-too-broad',
      },
      {
        id: 'fewer',
        seen: { zh: '有的 Pod 不在其中', en: 'Some Pod is not among them' },
        means: { zh: '它的标签被改过。', en: 'Its labels were changed.' },
        to: 'pod-labels',
      },
      {
        id: 'not-running',
        seen: {
          zh: 'STATUS 是 `CrashLoopBackOff`、`ImagePullBackOff` 或 `Pending`',
          en: 'STATUS is `CrashLoopBackOff`, `ImagePullBackOff` or `Pending`',
        },
        output: '{service}-794485f8fc-4prkz   0/1     CrashLoopBackOff   1 (2s ago)   3s',
        means: { zh: '选对了，但 Pod 没有在运行。', en: 'The right Pods, but they do not run.' },
        to: 'not-running',
      },
      {
        id: 'no-selector',
        seen: {
          zh: '第一行是空的（于是后面列出了所有 Pod）',
          en: 'The first line is empty (and so every Pod is listed)',
        },
        means: {
          zh: 'Service 没有选择算符：端点由人来写，或者这一项丢了。',
          en: 'The Service has no selector: somebody writes its endpoints by hand, or the field was lost.',
        },
        to: 'endpoints',
      },
    ],
  },
  {
    id: 'endpoints',
    number: 8,
    station: 'endpointslice',
    question: { zh: '有就绪的端点吗？', en: 'Does it have endpoints that are ready?' },
    commands: [
      `${slices}\n${slices} \\\n  -o jsonpath='{range .items[*].endpoints[*]}{.addresses[0]} ready={.conditions.ready} {.targetRef.name}{"\\n"}{end}'`,
    ],
    note: {
      zh: '只看表格会上当：它把没有就绪的 Pod 也列出来，所以要用第二条命令查看每个端点的状况。',
      en: 'The table alone can deceive: it lists Pods that are not ready as well, so the second command asks for each one’s condition.',
    },
    answers: [
      {
        id: 'ready',
        good: true,
        seen: { zh: '都是 `ready=true`，PORTS 有端口', en: '`ready=true` each, and a port under PORTS' },
        output:
          '{service}-pzfgm   IPv4          8080    10.244.2.3,10.244.1.3,10.244.2.4   7s\n10.244.2.3 ready=true {service}-d765cd49d-hq7lj\n10.244.1.3 ready=true {service}-d765cd49d-w7z88',
        means: { zh: '名单没问题。', en: 'The list is right.' },
        to: 'pods',
      },
      {
        id: 'no-slice',
        seen: { zh: '一个 EndpointSlice 也没有', en: 'No slice at all' },
        output: 'No resources found in {namespace} namespace.',
        means: { zh: '没有人为这个 Service 写过名单。', en: 'Nobody has written a list for this Service.' },
        to: 'no-slice',
      },
      {
        id: 'unset',
        seen: { zh: 'PORTS 和 ENDPOINTS 都是 `<unset>`', en: '`<unset>` for both PORTS and ENDPOINTS' },
        output: '{service}-jsjs6   IPv4          <unset>   <unset>     7s',
        means: {
          zh: '没有匹配的 Pod，或者匹配的 Pod 还没有地址：回到第 7 步。',
          en: 'No Pod matches, or those that do have no address yet: back to step 7.',
        },
        to: 'selector',
      },
      {
        id: 'no-port',
        seen: { zh: '有地址，PORTS 是 `<unset>`', en: 'Addresses, and PORTS is `<unset>`' },
        output: '{service}-q4c92   IPv4          <unset>   10.244.1.3,10.244.2.3   3s',
        means: {
          zh: '`targetPort` 写的是名称，而这些 Pod 都没有声明它。',
          en: '`targetPort` is a name that none of these Pods declares.',
        },
        to: 'target-port-name',
      },
      {
        id: 'not-ready',
        seen: { zh: '`ready=false`', en: '`ready=false`' },
        output: '10.244.1.5 ready=false {service}-bb548f87f-f2mj2',
        means: { zh: 'Pod 在，但没有就绪。', en: 'The Pods are there and not ready.' },
        to: 'not-ready',
      },
      {
        id: 'ready-but-not',
        seen: {
          zh: '`ready=true`，而第 7 步里这个 Pod 是 `0/1`',
          en: '`ready=true` for a Pod that step 7 showed as `0/1`',
        },
        means: {
          zh: 'Service 被要求不看就绪与否。',
          en: 'The Service was told not to mind whether Pods are ready.',
        },
        to: 'publish-not-ready',
      },
      {
        id: 'foreign',
        seen: {
          zh: '有一个地址，后面没有 Pod 的名称',
          en: 'An address without the name of a Pod behind it',
        },
        output: '10.244.9.9 ready=',
        means: {
          zh: '有人手写了一个 EndpointSlice。没有选择算符的 Service 本该如此；有选择算符的不该。',
          en: 'Somebody wrote a slice by hand. A Service without a selector needs that; one with a selector does not.',
        },
        to: 'slice-by-hand',
      },
      {
        id: 'old',
        seen: {
          zh: '地址和 `kubectl get pods -o wide` 里的不一致，一直如此',
          en: 'The addresses are not those of `kubectl get pods -o wide`, and stay so',
        },
        means: { zh: '名单不再更新。', en: 'The list is not kept up to date.' },
        to: 'controllers-down',
      },
    ],
  },
];
