# A container port of that name, but UDP: name and protocol must both agree with the Service's port.
kubectl patch deployment catalog -n library --type=json \
  -p '[{"op":"add","path":"/spec/template/spec/containers/0/ports/-","value":{"name":"http-web","containerPort":8080,"protocol":"UDP"}}]'
kubectl rollout status deployment/catalog -n library --timeout=120s
