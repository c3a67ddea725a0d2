# containerPort is only a note: declaring 9090 does not make anything listen there.
kubectl patch deployment web -n shop --type=json \
  -p '[{"op":"add","path":"/spec/template/spec/containers/0/ports/-","value":{"name":"extra","containerPort":9090}}]'
