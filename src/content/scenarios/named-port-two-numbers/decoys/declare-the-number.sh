# The new version declares 8080 and still listens on 9090 only: containerPort is a note.
kubectl patch deployment stock-v2 -n warehouse --type=json \
  -p '[{"op":"add","path":"/spec/template/spec/containers/0/ports/-","value":{"name":"old","containerPort":8080}}]'
kubectl rollout status deployment/stock-v2 -n warehouse --timeout=120s
