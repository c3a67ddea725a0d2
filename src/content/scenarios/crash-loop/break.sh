# A setting with the letter O where a zero belongs: the server says so and ends, again and again.
kubectl patch configmap thumbs -n media -p '{"data":{"LISTEN_PORT":"8O80"}}'
kubectl rollout restart deployment/thumbs -n media
kubectl wait -n media --for=jsonpath='{.status.unavailableReplicas}'=3 deployment/thumbs --timeout=120s
until [ -z "$(kubectl get pods -n media -l app=thumbs -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
until [ "$(kubectl get pods -n media -l app=thumbs -o jsonpath='{.items[*].status.containerStatuses[0].state.waiting.reason}')" = \
  "CrashLoopBackOff CrashLoopBackOff CrashLoopBackOff" ]; do sleep 1; done
