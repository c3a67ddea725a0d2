# A half-fix: with the policy Local the door opens only on nodes that have a Pod of their own.
kubectl get configmap manifests -n kiosk -o jsonpath='{.data.tickets\.yaml}' |
  sed '/nodePort:/d' | kubectl apply -f -
kubectl patch service tickets -n kiosk -p '{"spec":{"externalTrafficPolicy":"Local"}}'
