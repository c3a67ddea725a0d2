# Another program: it goes round the alias, which still misleads everything else in these Pods.
kubectl get deployment entrance -n festival -o yaml |
  sed 's,http://tickets,http://tickets.festival.svc.cluster.local,' |
  kubectl replace -f -
kubectl rollout status deployment/entrance -n festival --timeout=120s
