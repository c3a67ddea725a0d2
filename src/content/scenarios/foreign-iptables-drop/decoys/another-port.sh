# Both teams dodge the rule on another port; it waits there for the next Pod that listens on 8080.
for name in menu prices; do
  kubectl patch deployment "$name" -n kitchen --type=json -p '[
    {"op":"replace","path":"/spec/template/spec/containers/0/args","value":["serve-hostname","--port=8081"]},
    {"op":"replace","path":"/spec/template/spec/containers/0/ports","value":[{"name":"http","containerPort":8081}]}]'
  kubectl rollout status deployment "$name" -n kitchen --timeout=120s
done
