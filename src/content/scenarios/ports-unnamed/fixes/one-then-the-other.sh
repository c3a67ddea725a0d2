# One port needs no name; before the second comes, the first is given one.
kubectl expose deployment telescope -n observatory --port=80 --target-port=http
kubectl patch service telescope -n observatory --type=json -p '[
  {"op":"add","path":"/spec/ports/0/name","value":"web"},
  {"op":"add","path":"/spec/ports/-","value":{"name":"prom","port":9090,"targetPort":"metrics"}}]'
