# The other side of the selector: the Pods get the label that the Service asks for, in their template.
kubectl patch deployment inventory -n stock -p '{"spec":{"template":{"metadata":{"labels":{"tier":"backend"}}}}}'
kubectl rollout status deployment/inventory -n stock --timeout=120s
kubectl patch networkpolicy till-egress -n counter --type=json -p '[{"op":"remove","path":"/spec/egress/1/ports"}]'
kubectl patch networkpolicy inventory-clients -n stock --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":"http"}]'
