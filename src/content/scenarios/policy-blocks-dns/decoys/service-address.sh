# The address of the Service kube-dns: policies look at packets whose destination is a Pod by then.
ip=$(kubectl get service kube-dns -n kube-system -o jsonpath='{.spec.clusterIP}')
kubectl patch networkpolicy kiosk-egress -n kiosk --type=json -p "
[{\"op\":\"add\",\"path\":\"/spec/egress/-\",\"value\":{
  \"to\":[{\"ipBlock\":{\"cidr\":\"$ip/32\"}}],
  \"ports\":[{\"protocol\":\"UDP\",\"port\":53},{\"protocol\":\"TCP\",\"port\":53}]}}]"
