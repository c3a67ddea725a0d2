# Without a probe every Pod counts as ready, and tickets are sold; the brief wants the probe kept.
kubectl patch deployment tickets -n box-office --type=json \
  -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
kubectl rollout status deployment/tickets -n box-office --timeout=120s
kubectl expose deployment tickets -n box-office --port=80 --target-port=9090
