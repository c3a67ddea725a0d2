# containerPort is a note: declaring another one opens nothing.
kubectl patch deployment forecast -n weather --type=json \
  -p '[{"op":"add","path":"/spec/template/spec/containers/0/ports/-","value":{"name":"all","containerPort":8081}}]'
kubectl rollout status deployment/forecast -n weather --timeout=120s
