import type { Step } from '../types.ts';

/** How it fails, and the four questions about the name. */
export const nameSteps: readonly Step[] = [
  {
    id: 'how',
    number: 0,
    station: 'client',
    question: { zh: '先看：怎样失败？', en: 'First: how does it fail?' },
    commands: [
      'kubectl -n {namespace} exec {client} -- wget -qO- -T 3 http://{service}:{port}',
      'kubectl -n {namespace} run {client} --image=busybox:1.36 -- sleep 3600',
    ],
    note: {
      zh: '多问几次，并留意它是立刻失败还是等了一会儿才失败。没有带合适工具的 Pod，就用第二条命令创建一个。',
      en: 'Ask a few times, and mind whether it fails at once or after a while. If there is no Pod with the right tools, the second command makes one.',
    },
    answers: [
      {
        id: 'bad-address',
        seen: { zh: '`bad address`', en: '`bad address`' },
        output: "wget: bad address '{service}:{port}'",
        means: { zh: '名称查不到地址。', en: 'The name has no address.' },
        to: 'exists',
      },
      {
        id: 'refused-late',
        seen: {
          zh: '`Connection refused`，过了一秒左右才出现',
          en: '`Connection refused`, after about a second',
        },
        output: "wget: can't connect to remote host (10.96.142.9): Connection refused",
        means: {
          zh: '节点拒绝了请求：没有就绪的端点。',
          en: 'The node rejects the request: there is no ready endpoint.',
        },
        to: 'selector',
      },
      {
        id: 'refused-at-once',
        seen: { zh: '`Connection refused`，立刻出现', en: '`Connection refused`, at once' },
        output: "wget: can't connect to remote host (10.96.142.9): Connection refused",
        means: {
          zh: '已经到达 Pod，但那个端口上没有进程监听。括号里若是 Pod 的地址，Service 就是无头的，端口不会被转换。',
          en: 'A Pod was reached, and nothing listens on that port. If the address in brackets is a Pod’s, the Service is headless and no port is translated.',
        },
        to: 'definition',
      },
      {
        id: 'timed-out',
        seen: { zh: '`download timed out`', en: '`download timed out`' },
        output: 'wget: download timed out',
        means: {
          zh: '数据包丢了，或者进程没有及时回答。',
          en: 'Packets get lost, or the process does not answer in time.',
        },
        to: 'address',
      },
      {
        id: 'http-error',
        seen: { zh: '`server returned error`', en: '`server returned error`' },
        output: 'wget: server returned error: HTTP/1.1 404 Not Found',
        means: {
          zh: '整条路都通，回答的是应用程序。先看它是不是你要找的那个。',
          en: 'The whole way is fine: an application answered. See first whether it is the one you want.',
        },
        to: 'selector',
      },
      {
        id: 'sometimes',
        seen: { zh: '有时成功，有时失败', en: 'Some requests succeed, some fail' },
        means: {
          zh: '端点当中有的不正常。',
          en: 'Some of the endpoints are not as they should be.',
        },
        to: 'selector',
      },
      {
        id: 'answer',
        good: true,
        seen: { zh: '每次都有回答', en: 'Every request is answered' },
        means: {
          zh: '从这个 Pod 到 Service 的路是通的，那么问题出在失败的那个客户端自己身上。',
          en: 'The way from this Pod is fine, so the trouble is with the client that fails.',
        },
        to: 'client-itself',
      },
    ],
  },
  {
    id: 'exists',
    number: 1,
    station: 'name',
    question: { zh: 'Service 存在吗？', en: 'Does the Service exist?' },
    commands: ['kubectl -n {namespace} get service {service}', 'kubectl get service -A'],
    note: {
      zh: '第二条命令列出所有命名空间里的 Service，找不到时用它。',
      en: 'The second command lists the Services of every namespace, for when it is not found.',
    },
    answers: [
      {
        id: 'there',
        good: true,
        seen: { zh: '有，TYPE 和 PORT(S) 也如预期', en: 'It is there, with the TYPE and PORT(S) you expect' },
        output:
          'NAME   TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)   AGE\n{service}    ClusterIP   10.96.142.9   <none>        {port}/TCP    2s',
        means: { zh: 'Service 在该在的地方。', en: 'The Service is where it should be.' },
        to: 'name',
      },
      {
        id: 'nowhere',
        seen: { zh: '`NotFound`，别处也没有', en: '`NotFound`, and nowhere else either' },
        output: 'Error from server (NotFound): services "{service}" not found',
        means: { zh: '没有这个 Service。', en: 'There is no such Service.' },
        to: 'service-missing',
      },
      {
        id: 'other-name',
        seen: { zh: '`NotFound`，有一个名称很像的', en: '`NotFound`, but one with a similar name' },
        means: { zh: '名称拼错了。', en: 'The name is misspelt.' },
        to: 'service-name-typo',
      },
      {
        id: 'other-namespace',
        seen: { zh: '`NotFound`，在另一个命名空间里', en: '`NotFound`, but in another namespace' },
        means: {
          zh: '要么 Service 建错了地方，要么客户端用的名称不够长。',
          en: 'Either the Service is in the wrong place, or the client’s name for it is too short.',
        },
        to: 'service-wrong-namespace',
      },
      {
        id: 'pending',
        seen: { zh: 'EXTERNAL-IP 一直是 `<pending>`', en: 'EXTERNAL-IP stays `<pending>`' },
        means: {
          zh: '没有谁来分配外部地址；集群内的路不受影响。',
          en: 'Nobody gives it an address outside. The way inside the cluster does not need one.',
        },
        to: 'load-balancer',
      },
    ],
  },
  {
    id: 'name',
    number: 2,
    station: 'name',
    question: { zh: '在自己的命名空间里，名称能解析吗？', en: 'Does its name resolve in its own namespace?' },
    commands: ['kubectl -n {namespace} exec {client} -- nslookup {service}.{namespace}.svc.cluster.local'],
    note: {
      zh: '要写全名。busybox 的 `nslookup` 不像应用程序那样补全名称，即使没有问题，问 `{service}` 或 `{service}.{namespace}` 它也会报错。',
      en: 'Give the full name. The `nslookup` in busybox does not complete names as applications do, and for `{service}` or `{service}.{namespace}` it reports errors although nothing is wrong.',
    },
    answers: [
      {
        id: 'cluster-ip',
        good: true,
        seen: { zh: '一个地址，就是 CLUSTER-IP', en: 'One address, the CLUSTER-IP' },
        output: 'Name:\t{service}.{namespace}.svc.cluster.local\nAddress: 10.96.142.9',
        means: {
          zh: '全名没有问题。若客户端看到的仍是 `bad address`，问题在它补全短名称的方式上。',
          en: 'The full name is right. If the client still sees `bad address`, it is the way its short name is completed.',
        },
        to: 'elsewhere',
      },
      {
        id: 'pod-addresses',
        seen: { zh: '几个地址，都是 Pod 的', en: 'Several addresses, those of Pods' },
        output:
          'Name:\t{service}.{namespace}.svc.cluster.local\nAddress: 10.244.2.4\nName:\t{service}.{namespace}.svc.cluster.local\nAddress: 10.244.2.3',
        means: {
          zh: 'Service 是无头的：客户端直接连到 Pod，端口不会被转换。',
          en: 'The Service is headless: clients connect to the Pods themselves, and no port is translated.',
        },
        to: 'definition',
      },
      {
        id: 'canonical',
        seen: { zh: '`canonical name =`', en: '`canonical name =`' },
        output: '{service}.{namespace}.svc.cluster.local\tcanonical name = {service}',
        means: {
          zh: 'Service 的类型是 `ExternalName`：它只是另一个名称的别名。',
          en: 'The Service is of type `ExternalName`: an alias of another name, no more.',
        },
        to: 'external-name',
      },
      {
        id: 'nxdomain',
        seen: { zh: '`NXDOMAIN`', en: '`NXDOMAIN`' },
        output: "** server can't find {service}.{namespace}.svc.cluster.local: NXDOMAIN",
        means: {
          zh: 'DNS 回答了：没有这个名称。看看别的名称是不是也这样。',
          en: 'DNS answered: there is no such name. See whether it says so of others.',
        },
        to: 'dns',
      },
      {
        id: 'no-servers',
        seen: { zh: '`no servers could be reached`', en: '`no servers could be reached`' },
        output: ';; connection timed out; no servers could be reached',
        means: { zh: 'DNS 没有回答。', en: 'DNS does not answer.' },
        to: 'dns',
      },
    ],
  },
  {
    id: 'elsewhere',
    number: 3,
    station: 'name',
    question: { zh: '从别的命名空间能解析吗？', en: 'Does it resolve from another namespace?' },
    commands: [
      'kubectl run visitor -n default --image=busybox:1.36 -- sleep 3600\nkubectl wait -n default --for=condition=Ready pod/visitor\nkubectl exec -n default visitor -- wget -qO- -T 3 http://{service}.{namespace}:{port}\nkubectl delete pod visitor -n default --now',
    ],
    note: {
      zh: '短名称 `{service}` 会用提问的 Pod 所在的命名空间补全，所以从别处要写成 `{service}.{namespace}`。不必搬动客户端。',
      en: 'The short name `{service}` is completed with the namespace of the Pod that asks, so from elsewhere say `{service}.{namespace}`. There is no need to move the client.',
    },
    answers: [
      {
        id: 'answer',
        good: true,
        seen: {
          zh: '有回答，而失败的客户端在另一个命名空间',
          en: 'An answer, and the client that fails is in another namespace',
        },
        means: {
          zh: '它用的名称少了命名空间。',
          en: 'The name that it uses lacks the namespace.',
        },
        to: 'short-name',
      },
      {
        id: 'answer-same',
        seen: {
          zh: '有回答，而失败的客户端名称没写错',
          en: 'An answer, and the client that fails has the name right',
        },
        means: {
          zh: '那么是这个客户端自己的 DNS 设置。',
          en: 'Then it is that client’s own settings for DNS.',
        },
        to: 'client-dns',
      },
      {
        id: 'bad-address',
        seen: { zh: '`bad address`', en: '`bad address`' },
        output: "wget: bad address '{service}.{namespace}:{port}'",
        means: { zh: '从这里也找不到名称。', en: 'The name is not found from here either.' },
        to: 'dns',
      },
      {
        id: 'no-answer',
        good: true,
        seen: {
          zh: '`Connection refused` 或 `download timed out`',
          en: '`Connection refused` or `download timed out`',
        },
        means: { zh: '名称找到了，是后面断了。', en: 'The name was found; it breaks further on.' },
        to: 'address',
      },
    ],
  },
  {
    id: 'dns',
    number: 4,
    station: 'name',
    question: { zh: 'DNS 本身正常吗？', en: 'Does DNS work at all?' },
    commands: [
      'kubectl -n {namespace} exec {client} -- nslookup kubernetes.default.svc.cluster.local\nkubectl -n {namespace} exec {client} -- cat /etc/resolv.conf',
      'kubectl -n kube-system get service,endpointslices,pods -l k8s-app=kube-dns\nkubectl -n kube-system logs -l k8s-app=kube-dns',
    ],
    note: {
      zh: '`kubernetes` 这个名称每个集群都有。resolv.conf 里的 `nameserver` 必须是 `kube-dns` 的 clusterIP。',
      en: 'Every cluster has the name `kubernetes`. `nameserver` in resolv.conf must be the clusterIP of `kube-dns`.',
    },
    answers: [
      {
        id: 'works',
        good: true,
        seen: { zh: '有地址，resolv.conf 也没问题', en: 'An address, and resolv.conf is right' },
        output: 'Name:\tkubernetes.default.svc.cluster.local\nAddress: 10.96.0.1',
        means: {
          zh: 'DNS 正常。Service 存在而名称没有，说明它是无头的，而且没有就绪的端点；否则就是名称不对，回到第 1 步。',
          en: 'DNS works. A Service that exists and has no name is headless and has no ready endpoint; otherwise the name is wrong: back to step 1.',
        },
        to: 'selector',
      },
      {
        id: 'resolv-conf',
        seen: {
          zh: 'resolv.conf 里的 `nameserver` 或 `search` 和别的 Pod 不同',
          en: '`nameserver` or `search` in resolv.conf is not as in other Pods',
        },
        means: { zh: '问题在这一个 Pod 的设置上。', en: 'It is the settings of this one Pod.' },
        to: 'client-dns',
      },
      {
        id: 'nxdomain',
        seen: {
          zh: '连这个名称也是 `NXDOMAIN`，resolv.conf 没问题',
          en: '`NXDOMAIN` for this name too, and resolv.conf is right',
        },
        output: "** server can't find kubernetes.default.svc.cluster.local: NXDOMAIN",
        means: {
          zh: 'CoreDNS 回答，但它不管 `cluster.local`。',
          en: 'CoreDNS answers, and does not serve `cluster.local`.',
        },
        to: 'corefile-zone',
      },
      {
        id: 'refused',
        seen: { zh: '立刻 `Connection refused`', en: '`Connection refused`, at once' },
        output: "nslookup: write to '10.96.0.10': Connection refused",
        means: { zh: '`kube-dns` 背后没有就绪的 Pod。', en: '`kube-dns` has no ready Pod behind it.' },
        to: 'dns-down',
      },
      {
        id: 'service-gone',
        seen: {
          zh: '超时，第二条命令里也没有 Service `kube-dns`',
          en: 'A time-out, and the second command shows no Service `kube-dns`',
        },
        output: ';; connection timed out; no servers could be reached',
        means: { zh: '没有人应答 resolv.conf 里的地址。', en: 'Nobody has the address in resolv.conf.' },
        to: 'dns-down',
      },
      {
        id: 'dropped',
        seen: {
          zh: '超时，而 `kube-dns` 的一切都就绪',
          en: 'A time-out, although all of `kube-dns` is ready',
        },
        output: ';; connection timed out; no servers could be reached',
        means: {
          zh: '查询在路上丢了。',
          en: 'The query is lost on its way.',
        },
        to: 'policy-dns',
      },
    ],
  },
];
