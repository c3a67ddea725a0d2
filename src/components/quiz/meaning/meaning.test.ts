import { describe, expect, test } from 'vitest';
import { sameCommand } from './command.ts';
import { judge } from './meaning.ts';
import { blanks, fillIn, pieces } from './template.ts';
import { sameYaml, yamlProblem } from './yaml.ts';

describe('YAML means the same', () => {
  const block = 'ports:\n- name: http\n  port: 80\n  targetPort: 8080\n';
  test.each([
    ['in flow style', 'ports: [{name: http, port: 80, targetPort: 8080}]'],
    ['as JSON', '{"ports": [{"name": "http", "port": 80, "targetPort": 8080}]}'],
    ['with keys in another order', 'ports:\n- targetPort: 8080\n  port: 80\n  name: http'],
    [
      'quoted, indented deeper, with a comment',
      "ports:\n    - name: 'http'  # web\n      port: 80\n      targetPort: 8080",
    ],
  ])('%s', (_, other) => {
    expect(sameYaml(block, other)).toBe(true);
  });

  test.each([
    ['a number quoted is a string', 'port: 80', 'port: "80"'],
    ['another case of a key', 'targetPort: 80', 'targetport: 80'],
    ['a list in another order', '[a, b]', '[b, a]'],
    ['one key more', 'app: web', '{app: web, tier: front}'],
    ['a list is not its only element', 'ports: [{port: 80}]', 'ports: {port: 80}'],
    ['empty is not null text', 'a: ""', 'a:'],
    ['one document is not two', 'a: 1', 'a: 1\n---\na: 1'],
    ['neither can be parsed', 'a: [', 'a: ['],
  ])('not when %s', (_, one, two) => {
    expect(sameYaml(one, two)).toBe(false);
  });

  test('and what is wrong is said with its place', () => {
    expect(yamlProblem('a: 1\nb: [')).toMatch(/line 2, column 5/);
    expect(yamlProblem('a: 1\na: 2')).toMatch(/unique at line 2/);
    expect(yamlProblem('a: 1')).toBeUndefined();
  });
});

describe('commands do the same', () => {
  test.each([
    ['kubectl get svc -n shop', 'kubectl --namespace=shop get services'],
    ['kubectl get svc -n shop', 'kubectl get -nshop service'],
    ['kubectl get svc web -o yaml', 'kubectl get svc/web -o=yaml'],
    ['kubectl get svc web db', 'kubectl get service/web svc/db'],
    ['kubectl get pods,svc', 'kubectl get svc,po'],
    ['kubectl get pods -l app=web,tier=front', "kubectl get po --selector 'tier=front,app==web'"],
    [
      'kubectl get endpointslices -l kubernetes.io/service-name=web',
      'kubectl get endpointslice --selector=kubernetes.io/service-name=web',
    ],
    ['kubectl exec -it web-0 -c app -- sh', 'kubectl exec web-0 -ti --container app -- sh'],
    [
      'kubectl exec client -- wget -qO- -T 3 http://web',
      'kubectl exec pod/client -- wget -T3 -q -O - http://web',
    ],
    [
      'kubectl patch svc web -p \'{"spec":{"ports":[{"port":80,"targetPort":8080}]}}\'',
      'kubectl patch service web --patch="{spec: {ports: [{targetPort: 8080, port: 80}]}}"',
    ],
    ['kubectl logs -f web-0', 'kubectl logs --follow web-0'],
    [
      'kubectl run t --rm -it --image=busybox:1.36 --restart=Never -- sh',
      'kubectl run -i -t --rm t --restart Never --image busybox:1.36 -- sh',
    ],
    ['kubectl get pods | grep web', 'kubectl  get po|grep "web"'],
    ['kubectl get pods \\\n  -w', 'kubectl get pods --watch=true'],
    ['kubectl create svc clusterip web --tcp=80:8080', 'kubectl create service clusterip web --tcp 80:8080'],
    ['kubectl explain svc.spec.ports', 'kubectl explain service.spec.ports'],
    ['kubectl rollout status deploy/web', 'kubectl rollout status deployment/web'],
    [
      'kubectl expose deploy web --port 80 --target-port=8080',
      'kubectl expose deployment/web --target-port 8080 --port=80',
    ],
  ])('%s\n    as %s', (one, two) => {
    expect(sameCommand(one, two)).toBe(true);
  });

  test.each([
    ['kubectl get svc -n shop', 'kubectl get svc'],
    ['kubectl get svc web', 'kubectl get pod web'],
    ['kubectl get svc web', 'kubectl describe svc web'],
    ['kubectl expose deploy web --port=80', 'kubectl expose deploy web --port=8080'],
    ['kubectl expose deploy web --port=80', 'kubectl expose deploy web --target-port=80'],
    ['kubectl logs -p web-0', 'kubectl logs -f web-0'],
    ['kubectl get pods -w', 'kubectl get pods'],
    ['kubectl get pods | grep web', 'kubectl get pods'],
    ['kubectl exec client -- nslookup web', 'kubectl exec client nslookup web'],
    ['kubectl exec client -- nslookup web', 'kubectl exec client -- nslookup web.shop'],
    ['kubectl label pod web app=web', 'kubectl label pod web app=api'],
    ['kubectl label pod web app=web', 'kubectl label pod web app-'],
    ['kubectl get "svc', 'kubectl get "svc'],
  ])('%s\n    not as %s', (one, two) => {
    expect(sameCommand(one, two)).toBe(false);
  });
});

describe('a template', () => {
  const template = 'spec:\n  selector:\n    ___\n  ports:\n  - port: ___\n';
  test('has blanks in a line and blanks that are a line', () => {
    expect(pieces(template)).toEqual([
      { kind: 'text', text: 'spec:\n  selector:\n' },
      { kind: 'lines', indent: '    ' },
      { kind: 'text', text: '\n  ports:\n  - port: ' },
      { kind: 'blank' },
    ]);
    expect(blanks(template)).toBe(2);
  });

  test('is filled in with the indentation that a line needs', () => {
    expect(fillIn(template, ['app: web\ntier: front\n', ' 80 '])).toBe(
      'spec:\n  selector:\n    app: web\n    tier: front\n  ports:\n  - port: 80',
    );
  });
});

describe('an answer is judged', () => {
  const question = { syntax: 'yaml' as const, template: 'port: 80\ntargetPort: ___\n' };
  const answers = [['http'], ['8080']];
  test.each([
    [['"http"'], { kind: 'means', answer: 0 }],
    [['8080 # the app'], { kind: 'means', answer: 1 }],
    [['"8080"'], { kind: 'other' }],
    [[''], { kind: 'other' }],
  ])('%j', (given, expected) => {
    expect(judge(question, given, answers)).toEqual(expected);
  });

  test('unreadable when it is no YAML', () => {
    expect(judge(question, ['"http'], answers)).toMatchObject({ kind: 'unreadable' });
  });
});
