import { expect, test } from 'vitest';
import { stationsLookedAt } from './looks-at.ts';

test.each([
  ['kubectl get svc', ['service']],
  ['kubectl get service,endpointslices,pods -n shop', ['service', 'endpointslice', 'pod']],
  ['k -n shop describe svc/web', ['service']],
  ['kubectl get ep web', ['endpointslice']],
  ['kubectl get endpointslices -l kubernetes.io/service-name=web', ['endpointslice']],
  ['kubectl get pods -o wide --show-labels', ['pod']],
  ['kubectl logs deploy/web', ['pod']],
  ['kubectl -n kube-system logs -l k8s-app=kube-proxy', ['kube-proxy']],
  ['kubectl get pods -n kube-system -l k8s-app=kube-dns', ['name']],
  ['kubectl describe configmap coredns -n kube-system', ['name']],
  ['kubectl get netpol -A', ['client']],
  ['kubectl exec client -- wget -qO- -T 3 http://web', ['client']],
  ['kubectl exec client -- wget -qO- http://10.96.14.2:80', ['service']],
  ['kubectl exec client -- wget -qO- http://10.244.1.7:8080/', ['pod']],
  ['kubectl exec client -- nslookup web.shop.svc.cluster.local', ['name']],
  ['kubectl exec client -- cat /etc/resolv.conf', ['name']],
  ['kubectl exec deployment/web -- netstat -ltn', ['pod']],
  ["kubectl exec client -- sh -c 'for i in 1 2 3; do wget -qO- http://web; done'", ['client']],
  ['constructor', []],
  ['docker exec kind-worker iptables-save | grep web', ['kube-proxy']],
  ['for i in 1 2; do kubectl exec client -- wget -qO- http://web; done', ['client']],
  ['ip=$(kubectl get service web -o jsonpath={.spec.clusterIP})', ['service']],
  ['kubectl get svc web -o yaml | grep -A3 selector; kubectl get pods', ['service', 'pod']],
  ['kubectl events', ['pod']],
  ['kubectl edit service web', ['service']],
  ['kubectl patch service web -p \'{"spec":{}}\'', []],
  ['kubectl delete pod web-1', []],
  ['kubectl apply -f svc.yaml', []],
  ['ls', []],
  ['', []],
])('%s', (line, stations) => {
  expect(stationsLookedAt(line)).toEqual(stations);
});
