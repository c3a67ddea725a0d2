# The clusterIP as a source: the signers have addresses of their own.
ip=$(kubectl get service keys -n vault -o jsonpath='{.spec.clusterIP}')
kubectl patch networkpolicy keys-clients -n vault --type=json -p "
[{\"op\":\"add\",\"path\":\"/spec/ingress/-\",\"value\":{
  \"from\":[{\"ipBlock\":{\"cidr\":\"$ip/32\"}}],\"ports\":[{\"protocol\":\"TCP\",\"port\":8080}]}}]"
