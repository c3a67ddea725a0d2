# Off that node the Pods answer everybody, but for clients on it: what they send is forwarded there as well.
for name in menu prices; do
  kubectl patch deployment "$name" -n kitchen -p '{"spec":{"template":{"spec":{
    "topologySpreadConstraints":null,"nodeSelector":{"kubernetes.io/hostname":"service-clinic-worker2"}}}}}'
  kubectl rollout status deployment "$name" -n kitchen --timeout=120s
done
