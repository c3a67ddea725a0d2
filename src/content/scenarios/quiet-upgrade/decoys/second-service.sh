# All is well under another name; the clients ask for forecast.
kubectl set subject clusterrolebinding kubeadm:node-proxier --serviceaccount=kube-system:kube-proxy
kubectl expose deployment forecast -n weather --name=forecast-2 --port=8000 --target-port=http
