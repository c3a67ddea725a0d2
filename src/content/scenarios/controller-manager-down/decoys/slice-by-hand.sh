# The list of addresses is put right by hand: requests are answered again, and nobody is at the helm.
slice=$(kubectl get endpointslices -n fleet -l kubernetes.io/service-name=tracker -o jsonpath='{.items[0].metadata.name}')
ips=$(kubectl get pods -n fleet -l app=tracker -o jsonpath='{.items[*].status.podIP}')
list=''
for ip in $ips; do list="$list,{\"addresses\":[\"$ip\"]}"; done
kubectl patch endpointslice "$slice" -n fleet --type=json -p "[{\"op\":\"replace\",\"path\":\"/endpoints\",\"value\":[${list#,}]}]"
