# The name as an alias of the other one: an ExternalName has no clusterIP, and the brief asks for one.
kubectl patch deployment tickets -n box-office --type=json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/ports/0/containerPort","value":9090},
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":"http"}]'
kubectl rollout status deployment/tickets -n box-office --timeout=120s
kubectl create service externalname tickets -n box-office --external-name=tickets-v2.box-office.svc.cluster.local
