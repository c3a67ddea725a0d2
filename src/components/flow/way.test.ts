import { expect, test } from 'vitest';
import { flow } from './data/index.ts';
import { compare, stepsOfDrill, stepsTo, wayOf } from './way.ts';

const way = [
  'ls',
  'kubectl exec client -- wget -qO- -T 3 http://web',
  'kubectl get svc',
  'kubectl get svc web',
  'kubectl get svc web',
  'kubectl patch service web -p "{}"',
  'ip=$(kubectl get svc web -o jsonpath={.spec.clusterIP})',
  'kubectl exec client -- wget -qO- http://$ip',
  'kubectl get pods,endpointslices',
  'kubectl get endpointslices -o yaml',
];

test('the way is what was asked, in order, with the commands', () => {
  expect(wayOf(way, 'shop')).toEqual([
    { step: 0, lines: [way[1]] },
    { step: 1, lines: [way[2], way[3]] },
    { step: 5, lines: [way[7]] },
    { step: 7, lines: [way[8]] },
    { step: 8, lines: [way[8], way[9]] },
  ]);
});

test.each([
  ['kubectl exec client -- wget -qO- http://web.shop', 'shop', 0],
  ['kubectl exec client -- wget -qO- http://web.shop', 'cart', 3],
  ['kubectl exec -n default visitor -- wget -qO- http://web.shop:80', 'shop', 3],
  ['kubectl exec client -- wget -qO- http://web.shop', undefined, 0],
  ['kubectl exec client -- nslookup web.shop.svc.cluster.local', 'cart', 3],
  ['kubectl exec client -- nslookup web.shop.svc.cluster.local', 'shop', 2],
  ['kubectl exec client -- nslookup web', 'shop', 2],
  ['kubectl exec client -- getent hosts kubernetes.default', 'shop', 4],
  ['kubectl describe svc web', 'shop', 6],
  ['kubectl get svc web -o wide', 'shop', 1],
  ['kubectl get svc web -o yaml', 'shop', 6],
  ['kubectl get svc web -ojson', 'shop', 6],
  ["kubectl get svc web -o jsonpath='{.spec.selector}'", 'shop', 7],
  ['kubectl get pods', 'shop', 7],
  ['kubectl describe pod web-1', 'shop', 9],
  ['for ip in 10.244.1.2 10.244.2.3; do kubectl exec client -- wget -qO- http://$ip:8080; done', 'shop', 9],
  ['kubectl get netpol', 'shop', 10],
])('%s in %s asks step %i', (line, namespace, step) => {
  expect(wayOf([line], namespace)).toEqual([{ step, lines: [line] }]);
});

test('the fewest steps to a finding', () => {
  expect(stepsTo(flow, 'service-missing')).toEqual([0, 1]);
  expect(stepsTo(flow, 'port-not-listed')).toEqual([0, 6]);
  expect(stepsTo(flow, 'target-port-name')).toEqual([0, 7, 8]);
  expect(stepsTo(flow, 'no such')).toEqual([]);
});

test('of several faults, the steps to all', () => {
  expect(stepsOfDrill(flow, ['selector-typo', 'service-missing'])).toEqual([1, 7]);
  expect(stepsOfDrill(flow, [])).toEqual([]);
});

test('the way against the shortest', () => {
  const went = wayOf(way, 'shop');
  expect(compare(went, [7, 8])).toEqual({ asked: [7, 8], missed: [], others: [1, 5], direct: false });
  expect(compare(went, [1, 5, 6, 7, 8])).toEqual({
    asked: [1, 5, 7, 8],
    missed: [6],
    others: [],
    direct: true,
  });
  expect(compare([], [7, 8])).toEqual({ asked: [], missed: [7, 8], others: [], direct: false });
});
