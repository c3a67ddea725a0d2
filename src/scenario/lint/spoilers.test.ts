import { expect, test } from 'vitest';
import { spoilerFinder } from './spoilers.ts';

const find = spoilerFinder({
  healthy: `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: 8080 }]
`,
  breakScript: `# Two faults.
kubectl patch service web -n shop -p '{"spec":{"selector":{"app":"wbe"}}}'
kubectl scale deployment web -n shop --replicas=0
`,
  fixes: {
    commands: `# A comment with kubectl delete service web
kubectl set selector svc web app=web -n shop
kubectl scale deployment web --replicas=3 --namespace shop
kubectl rollout status deployment/web -n shop --timeout=120s
`,
    manifest: `# All of it.
kubectl apply -n shop -f - <<EOF
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: 8080 }]
EOF
kubectl get deployment web -n shop -o yaml | sed -e 's/replicas: 0/replicas: 3/' | kubectl replace -f -
`,
    patch: `# A patch.
kubectl patch service web -n shop --type=json \\
  -p '[{"op":"replace","path":"/spec/selector","value":{"app":"web"}}, {"op":"add","path":"/spec/sessionAffinity","value":"None"}]'
`,
  },
});

test.each([
  // Looking is no repair, and what the broken cluster shows is no secret.
  ['`kubectl get pods -n shop -l app=web` counts them.', []],
  ['`kubectl rollout status deployment/web` waits.', []],
  ['The Service listens on `port: 80`, and its `targetPort: 8080` is right.', []],
  ['It is `kubectl scale` that changes a number of Pods; how many does Deployment `web` want?', []],
  ['Compare `app` in both, letter for letter. `replicas: 0` says something, too.', []],
  ['Its selector says `app: wbe`.', []],
  // A command of a fix, however spelt.
  [
    '`kubectl scale deploy/web --replicas=3`',
    ['the command kubectl scale deploy/web --replicas=3', 'the value replicas: 3'],
  ],
  [
    '```sh\nkubectl -n shop set selector service web app=web\n```',
    ['the command kubectl -n shop set selector service web app=web', 'the value app: web'],
  ],
  // The value.
  ['What if `app` were `app: web`?', ['the value app: web']],
  ['Set `replicas` to `3`.', ['the value replicas: 3']],
  ['把 `replicas` 改为 3。', ['the value replicas: 3']],
  ['Thirty is not it: `replicas: 30`.', []],
  ['`"sessionAffinity":"None"`', ['the value sessionAffinity: None']],
])('%s', (hint, spoilers) => {
  expect(find(hint)).toEqual(spoilers);
});
