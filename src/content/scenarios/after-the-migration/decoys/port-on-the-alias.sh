# An ExternalName lists ports that nobody looks at: it hands out a name and translates nothing.
kubectl patch deployment biller -n invoicing -p '{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirst"}}}}'
kubectl patch service ledger -n invoicing \
  -p '{"spec":{"externalName":"ledger.accounts.svc.cluster.local","ports":[{"name":"http","port":9000,"targetPort":80}]}}'
kubectl rollout status deployment/biller -n invoicing --timeout=120s
